import MartletEngine
import Testing

@Suite struct SpanCopyingTests {
    @Test(arguments: ["", "a", "hello", "\u{0}\u{0}"])
    func copiesAreEqual(text: String) {
        let copy = [UInt8](text.utf8.span)
        #expect(copy == Array(text.utf8))
        #expect(copy.span.isEqual(to: text.utf8.span) == true)
    }

    @Test(arguments: [("a", "b"), ("a", ""), ("ab", "a"), ("\u{0}", "")])
    func otherBytesAreNotEqual(one: String, other: String) {
        #expect(one.utf8.span.isEqual(to: other.utf8.span) == false)
        #expect(other.utf8.span.isEqual(to: one.utf8.span) == false)
    }

    @Test(arguments: [
        ("hello", 3, "hel"), ("hello", 9, "hello"), ("he\u{0}lo", 9, "he"), ("\u{0}", 1, ""),
        ("hello", 0, ""),
    ])
    func textEndsAtAZeroByte(text: String, count: Int, prefix: String) {
        #expect(String(copying: text.utf8.span.prefixOfText(count)) == prefix)
    }
}
