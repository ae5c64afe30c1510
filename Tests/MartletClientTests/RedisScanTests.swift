import ClientTestSupport
import MartletClient
import Testing

@Suite struct RedisScanTests {
    @Test(arguments: ClientTarget.allCases) func findsAllKeys(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let names = (0..<100).map { test.spreadKey("\($0)") }
            for name in names { try await test.client.set(name, "v") }
            try await test.client.lpush(test.spreadKey("list"), "x")
            var found: [String] = []
            let prefix = names[0].prefix { $0 != "{" }
            for try await keys in test.client.scan(match: "\(prefix)*", count: 10, type: "string") {
                #expect(!keys.isEmpty)
                found += keys
            }
            #expect(Set(found) == Set(names))
        }
    }
}
