/// An integer in decimal digits.
package struct IntegerText {
    private var bytes = InlineArray<20, UInt8>(repeating: 0)
    private var start = 20

    package init(_ value: Int) {
        var magnitude = value.magnitude
        repeat {
            start &-= 1
            bytes[start] = UInt8(truncatingIfNeeded: 48 &+ magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
        if value < 0 {
            start &-= 1
            bytes[start] = UInt8(ascii: "-")
        }
    }

    /// The text, which is ASCII.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span.extracting(start..<20) }
    }
}
