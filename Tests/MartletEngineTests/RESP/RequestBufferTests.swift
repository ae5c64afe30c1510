import MartletEngine
import Testing

@Suite struct RequestBufferTests {
    private static let request = Array("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\nPING\r\n".utf8)

    @Test(arguments: 1...40) func keepsWhatIsNotWhole(size: Int) {
        var feed = Feed()
        for piece in Self.request.pieces(of: size) { feed.take(piece) }
        #expect(feed.commands == [["ECHO", "hello"], ["PING"]])
        #expect(feed.input.count == 0)
    }

    @Test func countsWhatWaits() {
        var feed = Feed()
        feed.take(Array("PING\r\n*2\r\n$4\r\nEC".utf8))
        #expect(feed.commands == [["PING"]])
        #expect(feed.input.count == 10)
        #expect(feed.input.pendingCount == 10)
        feed.take(Array("HO\r\n".utf8))
        #expect(feed.input.count == 14)
    }

    /// A paused client's command is run later, with what came behind it.
    @Test func keepsACommandThatHasToWait() {
        var feed = Feed()
        feed.postponesNext = "SECOND"
        feed.take(Array("FIRST\r\nSECOND\r\nTHIRD\r\n".utf8))
        #expect(feed.commands == [["FIRST"]])
        feed.takeAgain()
        #expect(feed.commands == [["FIRST"], ["SECOND"], ["THIRD"]])
        #expect(feed.input.count == 0)
    }

    @Test func anIdleClientKeepsLittleRoom() {
        var feed = Feed()
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 30_000)
        feed.take(Array("*2\r\n$4\r\nECHO\r\n$30000\r\n".utf8) + long[..<20_000])
        #expect(feed.input.capacity > 16 * 1024)
        feed.take(long[20_000...] + Array("\r\n".utf8))
        #expect(feed.commands.map(\.count) == [2])
        #expect(feed.input.capacity <= 16 * 1024)
    }

    /// What was read into memory of its own counts to what a client may have waiting.
    @Test func countsALargeArgumentThatIsUnderWay() {
        var feed = Feed()
        feed.take(Array("*2\r\n$4\r\nECHO\r\n$100000\r\n".utf8) + [UInt8](repeating: 7, count: 500))
        #expect(feed.input.argumentToFill?.missing == 99_502)
        let (count, pending) = (feed.input.count, feed.input.pendingCount)
        #expect(pending - count == 500)
        #expect(count < 500)
    }
}
