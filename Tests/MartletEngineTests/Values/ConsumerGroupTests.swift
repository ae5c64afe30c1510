import Testing

@testable import MartletEngine

@Suite struct ConsumerGroupTests {
    /// A group and a dictionary that went through the same random changes hold the same.
    @Test(arguments: [1, 2] as [UInt64]) func agreesWithDictionary(seed: UInt64) {
        var random = SplitMix(state: seed)
        let group = ConsumerGroup(Array("g".utf8), lastID: .zero, readCount: 0)
        var model: [StreamID: String] = [:]
        for step in 0..<3000 {
            let id = StreamID(random.next() % 400, 0)
            let name = ["a", "b", "carol"][Int(random.next() % 3)]
            switch random.next() % 10 {
            case 0..<5:
                let consumer =
                    group.consumers[name.utf8.span]
                    ?? group.makeConsumer(name.utf8.span, seenAt: 0)
                group[id] = PendingEntry(consumer, deliveredAt: step)
                model[id] = name
            case 5..<9:
                #expect(group.acknowledge(id) == (model[id] != nil))
                model[id] = nil
            default:
                guard step % 50 == 0 else { continue }
                let count = model.values.count { $0 == name }
                #expect(group.removeConsumer(name.utf8.span) ?? 0 == count)
                model = model.filter { $0.value != name }
            }
            if step % 10 == 0 { group.checkInvariants() }
            #expect(group.pendingCount == model.count)
        }
        Self.expect(group, holds: model)
        let copy = group.copy()
        copy.checkInvariants()
        group[StreamID(1, 0)] = nil
        Self.expect(copy, holds: model)
        while !copy.freeSome(50) {}
        #expect(copy.pendingCount == 0)
    }

    private static func expect(_ group: ConsumerGroup, holds model: [StreamID: String]) {
        var listed: [StreamID] = []
        group.forEachPending { id, entry in
            #expect(model[id] == String(decoding: entry.consumer.name, as: UTF8.self))
            listed.append(id)
            return true
        }
        #expect(listed == model.keys.sorted())
        for consumer in group.consumers.all {
            var own: [StreamID] = []
            group.forEachPending(of: consumer, from: StreamID(100, 0)) { id, _ in
                own.append(id)
                return true
            }
            let name = String(decoding: consumer.name, as: UTF8.self)
            let wanted = model.filter { $0.value == name && $0.key >= StreamID(100, 0) }
            #expect(own == wanted.keys.sorted())
        }
        #expect(group.firstPending(from: StreamID(200, 0)) == listed.first { $0.time >= 200 })
        #expect(group.pendingBounds?.last == listed.last)
    }
}
