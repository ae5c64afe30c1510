import Testing

@testable import MartletEngine

@Suite struct BlockedWaitTests {
    private static func wait(_ keys: [BlockedKey], _ kind: ValueKind?, until end: Int)
        -> BlockedWait
    {
        BlockedWait(
            row: 0, command: ArgumentList(), keys: keys, kind: kind, deadlineMicroseconds: end)
    }

    /// What waits for a value gets none; what waits for replicas gets their number.
    @Test func whatIsRepliedWhenTheTimeIsOver() {
        let key = BlockedKey(database: 0, bytes: [1])
        for (wait, text) in [
            (Self.wait([key], .list, until: 5), "*-1\r\n"),
            (Self.wait([], nil, until: 5), ":0\r\n"),
        ] {
            var reply = ReplyWriter()
            wait.writeTimeout(to: &reply)
            #expect(String(decoding: [UInt8](reply.buffer.span), as: UTF8.self) == text)
        }
    }

    @Test func theLastMomentIsNoDeadline() {
        #expect(Self.wait([], nil, until: 5).hasDeadline)
        #expect(!Self.wait([], nil, until: .max).hasDeadline)
    }
}
