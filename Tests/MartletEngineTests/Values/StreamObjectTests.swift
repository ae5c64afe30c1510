import Testing

@testable import MartletEngine

@Suite struct StreamObjectTests {
    private static func made(_ times: UInt64...) -> StreamObject {
        let stream = StreamObject()
        var list = ArgumentList()
        list.append("f".utf8.span)
        list.append("v".utf8.span)
        for time in times {
            let limit = StreamLog.NodeLimit(bytes: 4096, entries: 2)
            _ = stream.append(StreamID(time, 0), list.arguments.cursor(from: 0), limit)
        }
        return stream
    }

    private static func group(_ name: String, at time: UInt64, read: Int?) -> ConsumerGroup {
        ConsumerGroup(Array(name.utf8), lastID: StreamID(time, 0), readCount: read)
    }

    @Test func lagIsWhatCanBeTold() {
        let stream = Self.made(1, 2, 3, 4, 5)
        #expect(stream.lag(of: Self.group("g", at: 0, read: nil)) == 5)
        #expect(stream.lag(of: Self.group("g", at: 1, read: nil)) == 4)
        #expect(stream.lag(of: Self.group("g", at: 2, read: nil)) == nil)
        #expect(stream.lag(of: Self.group("g", at: 2, read: 2)) == 3)
        #expect(stream.lag(of: Self.group("g", at: 5, read: nil)) == 0)
        _ = stream.log.remove(StreamID(3, 0))
        #expect(stream.lag(of: Self.group("g", at: 2, read: 2)) == nil)
        #expect(stream.lag(of: Self.group("g", at: 3, read: 3)) == nil)
        #expect(stream.lag(of: Self.group("g", at: 4, read: 4)) == 1)
        #expect(StreamObject().lag(of: Self.group("g", at: 2, read: 2)) == 0)
    }

    @Test func copiesAreTheirOwn() {
        let stream = Self.made(1, 2, 3)
        let group = Self.group("g", at: 3, read: 3)
        #expect(stream.insert(group))
        #expect(!stream.insert(Self.group("g", at: 0, read: nil)))
        group[StreamID(2, 0)] = PendingEntry(
            group.makeConsumer("c".utf8.span, seenAt: 5), deliveredAt: 7)
        let copy = stream.copy()
        copy.checkInvariants()
        _ = stream.log.remove(StreamID(2, 0))
        #expect(stream.removeGroup("g".utf8.span) == true)
        #expect(stream.removeGroup("g".utf8.span) == false)
        #expect(copy.count == 3)
        let entry = copy.groups["g".utf8.span]?[StreamID(2, 0)]
        #expect(entry?.deliveredAt == 7)
        #expect(entry?.consumer.seenAt == 5)
        #expect(copy.memoryUsage(samples: 0) > stream.memoryUsage(samples: 0))
        #expect(copy.freeEffort > 1)
        while !copy.freeSome(1) {}
        #expect(copy.groups.isEmpty)
    }
}
