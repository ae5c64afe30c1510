import MartletEngine
import Testing

@Suite struct ACLLogTests {
    private func refusal(
        _ user: String, _ context: ACLLog.Refusal.Context = .toplevel
    ) -> ACLLog.Refusal {
        ACLLog.Refusal(context: context, object: Array("AUTH".utf8), username: Array(user.utf8))
    }

    private func users(_ log: ACLLog) -> [String] {
        log.entries.map { String(decoding: $0.refusal.username, as: UTF8.self) }
    }

    @Test func keepsTheLatestFirst() {
        var log = ACLLog()
        for user in ["a", "b", "c", "d"] {
            log.append(refusal(user), of: [], at: 0, limit: 3)
        }
        #expect(users(log) == ["d", "c", "b"])
        log.removeAll()
        #expect(log.entries.isEmpty)
    }

    @Test func countsWhatIsAlike() {
        var log = ACLLog()
        log.append(refusal("a"), of: [1], at: 100, limit: 10)
        log.append(refusal("b"), of: [], at: 200, limit: 10)
        log.append(refusal("a"), of: [2], at: 60_100, limit: 10)
        log.append(refusal("a", .multi), of: [], at: 60_100, limit: 10)
        #expect(users(log) == ["a", "a", "b"])
        #expect(log.entries.map(\.count) == [1, 2, 1])
        #expect(log.entries[1].lastMilliseconds == 60_100)
        #expect(log.entries[1].client == [2])
    }

    @Test func afterAMinuteAnotherEntryBegins() {
        var log = ACLLog()
        log.append(refusal("a"), of: [], at: 0, limit: 10)
        log.append(refusal("a"), of: [], at: 60_001, limit: 10)
        #expect(log.entries.map(\.count) == [1, 1])
    }

    @Test func onlyTheLatestTenAreCompared() {
        var log = ACLLog()
        for number in 0...10 {
            log.append(refusal("\(number)"), of: [], at: 0, limit: 100)
        }
        log.append(refusal("0"), of: [], at: 0, limit: 100)
        #expect(log.entries.count == 12)
        log.append(refusal("1"), of: [], at: 0, limit: 100)
        #expect(log.entries.count == 13)
        log.append(refusal("4"), of: [], at: 0, limit: 100)
        #expect(log.entries.count == 13)
        #expect(log.entries.first?.count == 2)
    }

    @Test(arguments: [0, -1]) func nothingIsKept(limit: Int) {
        var log = ACLLog()
        log.append(refusal("a"), of: [], at: 0, limit: limit)
        #expect(log.entries.isEmpty)
    }
}
