import Testing

@testable import MartletEngine

@Suite struct SlowLogTests {
    private func makeClient() -> Client {
        let client = Client(ClientHandle(id: 1, index: 0), .stranger, now: 0)
        client.name = Array("me".utf8)
        return client
    }

    private func copy(_ words: [String], hiding hidden: Set<Int> = []) -> [String] {
        var list = ArgumentList()
        for word in words { list.append(word.utf8.span) }
        return list.arguments.slowLogCopy { hidden.contains($0) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func keepsTheLatestFirst() {
        var log = SlowLog()
        let client = makeClient()
        for i in 0..<5 {
            log.append([[UInt8(i)]], of: client, seconds: 10 + i, microseconds: i, limit: 3)
        }
        #expect(log.entries.map(\.id) == [4, 3, 2])
        #expect(log.entries.map(\.seconds) == [14, 13, 12])
        #expect(log.entries.first?.address == "127.0.0.1:4711")
        #expect(log.entries.first?.name == Array("me".utf8))
    }

    @Test func idsGoOn() {
        var log = SlowLog()
        let client = makeClient()
        log.append([], of: client, seconds: 0, microseconds: 0, limit: 8)
        log.removeAll()
        #expect(log.entries.isEmpty)
        log.append([], of: client, seconds: 0, microseconds: 0, limit: 8)
        #expect(log.entries.map(\.id) == [1])
    }

    @Test(arguments: [(0, 0), (-1, 0), (1, 1), (9, 2)])
    func isTrimmed(limit: Int, count: Int) {
        var log = SlowLog()
        let client = makeClient()
        for _ in 0..<2 { log.append([], of: client, seconds: 0, microseconds: 0, limit: 8) }
        log.trim(to: limit)
        #expect(log.entries.count == count)
    }

    @Test func cutsLongArgumentsAndManyOfThem() {
        let long = String(repeating: "x", count: 130)
        #expect(copy(["SET", long]) == ["SET", "\(long.prefix(128))... (2 more bytes)"])
        #expect(copy(["SET", String(long.prefix(128))]) == ["SET", String(long.prefix(128))])
        let many = (0..<33).map(String.init)
        #expect(copy(many) == many[..<31] + ["... (2 more arguments)"])
        #expect(copy(Array(many[..<32])) == Array(many[..<32]))
    }

    @Test func hidesSecrets() {
        #expect(copy(["AUTH", "me", "secret"], hiding: [2]) == ["AUTH", "me", "(redacted)"])
    }
}
