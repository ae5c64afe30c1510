@testable import MartletEngine
import Testing

@Suite struct OwnMessagesTests {
    @Test func goAroundTheReply() {
        var own = OwnMessages()
        let isEmptyAtFirst = own.isEmpty
        #expect(isEmptyAtFirst)
        var reply = ReplyWriter()
        reply.integer(1)
        let place = reply.place
        reply.integer(2)
        own.before.integer(3)
        own.after.integer(4)
        own.move(into: &reply, around: place)
        #expect(String(copying: reply.buffer.span) == ":1\r\n:3\r\n:2\r\n:4\r\n")
        let isEmptyAtLast = own.isEmpty
        #expect(isEmptyAtLast)
    }

    @Test func earlierOnesGoWithinTheReply() {
        var own = OwnMessages()
        var reply = ReplyWriter()
        reply.array(2)
        own.before.integer(3)
        own.after.integer(4)
        let place = reply.place
        reply.integer(1)
        own.moveEarlier(into: &reply, at: place)
        own.moveEarlier(into: &reply, at: place)
        #expect(String(copying: reply.buffer.span) == "*2\r\n:3\r\n:1\r\n")
        let remains = !own.isEmpty
        #expect(remains)
    }

    /// Large values, which lie beside the bytes, move with them.
    @Test func largeValuesKeepTheirPlaces() {
        let sizes = [70_000, 80_000, 90_000]
        let blobs = sizes.map { Blob(copying: [UInt8](repeating: 120, count: $0).span) }
        var reply = ReplyWriter()
        reply.bulk(blobs[0])
        let place = reply.place
        reply.bulk(blobs[1])
        var own = OwnMessages()
        own.before.bulk(blobs[2])
        own.before.integer(7)
        own.move(into: &reply, around: place)
        var counts: [Int] = []
        reply.forEachPiece { piece in counts.append(piece.count) }
        #expect(counts == [8, 70_000, 2 + 8, 90_000, 2 + 4 + 8, 80_000, 2])
    }
}
