import MartletEngine
import Testing

@Suite struct ByteBufferTests {
    private func text(_ buffer: borrowing ByteBuffer) -> String { String(copying: buffer.span) }

    @Test func whatWasAppendedLastIsForgotten() {
        var buffer = ByteBuffer(capacity: 4)
        buffer.append(text: "hello, world")
        buffer.removeLast(keeping: 5)
        #expect(text(buffer) == "hello")
        buffer.append("!")
        #expect(text(buffer) == "hello!")
        buffer.removeLast(keeping: 0)
        #expect(buffer.count == 0)
    }

    @Test func anEmptyBufferKeepsNoMoreRoomThanAsked() {
        var buffer = ByteBuffer(capacity: 0)
        for _ in 0..<1000 { buffer.append("0123456789") }
        let capacity = buffer.capacity
        #expect(capacity >= 10_000)
        buffer.removeAll()
        #expect(buffer.capacity == capacity)
        buffer.removeAll(keepingAtMost: capacity)
        #expect(buffer.capacity == capacity)
        buffer.removeAll(keepingAtMost: 100)
        #expect(buffer.capacity <= 100)
        buffer.append("more")
        #expect(text(buffer) == "more")
    }

    /// As `sdscatrepr` writes it, for MONITOR.
    @Test(arguments: [
        ("", #""""#), ("a b", #""a b""#), (#"\""#, #""\\\"""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{7}\u{8}", #""\a\b""#), ("\u{0}\u{1f}\u{7f}", #""\x00\x1f\x7f""#),
        ("é", #""\xc3\xa9""#),
    ])
    func quotesAsRedisDoes(bytes: String, quoted: String) {
        var buffer = ByteBuffer(capacity: 0)
        buffer.appendQuoted(bytes.utf8.span)
        #expect(text(buffer) == quoted)
    }
}
