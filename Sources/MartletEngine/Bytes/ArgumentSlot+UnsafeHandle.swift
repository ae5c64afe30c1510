/// Where an argument lies, as seen from the first of the bytes that were read.
///
/// An argument that was read into memory of its own lies before or behind those bytes: its offset
/// is the distance, whatever its sign.
package struct ArgumentSlot: BitwiseCopyable {
    var start: Int
    var count: Int
}

extension Span<UInt8> {
    /// Returns the argument that `slot` tells of.
    ///
    /// The slot is not checked: only the request parser and `ArgumentList` make one.
    @_lifetime(copy self)
    @inline(__always) func argument(_ slot: ArgumentSlot) -> Span<UInt8> {
        let base = unsafe withBase { base, _ in Int(bitPattern: base) }
        let start = unsafe UnsafePointer<UInt8>(bitPattern: base &+ slot.start).unsafelyUnwrapped
        let span = unsafe Span(_unsafeStart: start, count: slot.count)
        return unsafe _overrideLifetime(span, copying: self)
    }

    /// Returns where all of `argument`, which lies in memory of its own, is seen from here.
    func slot(of argument: Span<UInt8>) -> ArgumentSlot {
        let here = unsafe withBase { base, _ in Int(bitPattern: base) }
        let there = unsafe argument.withBase { base, _ in Int(bitPattern: base) }
        return ArgumentSlot(start: there - here, count: argument.count)
    }
}

extension StaticString {
    /// The text's bytes, which are never freed.
    package var bytes: Span<UInt8> {
        @_lifetime(immortal)
        get {
            let span = unsafe Span(_unsafeStart: utf8Start, count: utf8CodeUnitCount)
            return unsafe _overrideLifetime(span, copying: ())
        }
    }
}
