@testable import MartletEngine
import Testing

/// Of `Tracking`, `TrackedKeys`, `BroadcastPrefixes` and `ClientTracking`.
@Suite struct TrackingTests {
    private static func client(_ id: Int) -> Client {
        Client(ClientHandle(id: id, index: id), .stranger, now: 0)
    }

    private static func tracking() -> Tracking {
        Tracking(seed: HashSeed(), random: RandomSource(seed: 1))
    }

    @Test func readersAreToldOnce() {
        var tracking = Self.tracking()
        for id in [3, 1, 3, 2] { tracking.keys.insert("k".utf8.span, readBy: id) }
        tracking.keys.insert("j".utf8.span, readBy: 1)
        let counts = [tracking.keys.count, tracking.keys.readerCount]
        #expect(counts == [2, 4])
        let readers = tracking.keys.take("k".utf8.span)
        #expect(readers == [1, 2, 3])
        let again = tracking.keys.take("k".utf8.span)
        #expect(again.isEmpty)
        let left = tracking.keys.randomKey()
        #expect(left == Array("j".utf8))
        _ = tracking.keys.takeApart()
        let none = [tracking.keys.count, tracking.keys.readerCount]
        #expect(none == [0, 0])
    }

    @Test func modesTellWhatIsRemembered() {
        var options = ClientTracking(mode: .optIn)
        #expect(!options.remembersKeys)
        options.isCachingGiven = true
        #expect(options.remembersKeys)
        options.mode = .optOut
        #expect(!options.remembersKeys)
        #expect(ClientTracking(mode: .standard).remembersKeys)
        #expect(!ClientTracking(mode: .broadcast).remembersKeys)
    }

    @Test func prefixesAreInOrderAndAddUp() {
        var tracking = Self.tracking()
        let client = Self.client(1)
        tracking.enable(
            client, ClientTracking(mode: .broadcast), prefixes: [Array("b".utf8), Array("a".utf8)])
        tracking.enable(client, ClientTracking(mode: .broadcast), prefixes: [Array("c".utf8)])
        #expect(client.tracking?.prefixes == ["a", "b", "c"].map { Array($0.utf8) })
        tracking.disable(client)
        let isOn = tracking.isOn
        let count = tracking.prefixCount
        #expect(!isOn && count == 0 && client.tracking == nil)
    }

    @Test func changesAreGatheredBehindTheirPrefixes() {
        var prefixes = BroadcastPrefixes()
        let (a, b) = (Self.client(1), Self.client(2))
        let isNew = [
            prefixes.insert(a, []), prefixes.insert(a, []), prefixes.insert(b, Array("x".utf8)),
        ]
        #expect(isNew == [true, false, true])
        prefixes.note("xy".utf8.span, changedBy: a)
        prefixes.note("b".utf8.span, changedBy: b)
        prefixes.note("b".utf8.span, changedBy: a)
        prefixes.note("a".utf8.span, changedBy: b)
        let changed = prefixes.takeChanged()
        #expect(changed.map { text($0.keys(without: nil)) } == [["a", "b", "xy"], ["xy"]])
        #expect(text(changed[0].keys(without: a)) == ["a"])
        #expect(!prefixes.hasChanges)
        let again = prefixes.takeChanged()
        #expect(again.isEmpty)
        prefixes.remove(a)
        #expect(prefixes.all.map(\.bytes) == [Array("x".utf8)])
    }

    private func text(_ keys: [[UInt8]]) -> [String] {
        keys.map { String(decoding: $0, as: UTF8.self) }
    }
}
