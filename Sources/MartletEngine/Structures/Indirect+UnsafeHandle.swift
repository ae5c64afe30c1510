/// A large value in an allocation of its own: its holder takes one word, and moves cheaply.
@safe package struct Indirect<Value: ~Copyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Value>

    package init(_ value: consuming Value) {
        unsafe base = .allocate(capacity: 1)
        unsafe base.initialize(to: value)
    }

    deinit {
        unsafe base.deinitialize(count: 1)
        unsafe base.deallocate()
    }

    /// The value, which is changed in place.
    package var value: Value {
        @inline(__always) _read { yield unsafe base.pointee }
        @inline(__always) _modify { yield unsafe &base.pointee }
    }
}
