/// What changes about an object that one thread uses: read and written without a look, at run time,
/// whether another access to it is under way.
///
/// Such looks are a quarter of what a server spends on a short request. In their place stands a
/// rule: no access lasts while foreign code runs. Public, as only such code is inlined into other
/// modules.
@safe @frozen public struct Confined<Value: ~Copyable>: ~Copyable {
    @usableFromInline let pointer: UnsafeMutablePointer<Value>

    /// Makes a place for a value.
    @inlinable public init(_ value: consuming Value) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: value)
    }

    @inlinable deinit {
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }

    /// The value.
    @inlinable @inline(__always) public var value: Value {
        _read { yield unsafe pointer.pointee }
        nonmutating _modify { yield unsafe &pointer.pointee }
    }
}
