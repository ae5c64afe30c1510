import ClientTestSupport
import Foundation
import MartletClient
import Testing

/// The README's example of the client is this one, and it runs.
@Suite struct ReadmeExampleTests {
    @Test func runs() async throws {
        // begin of the example
        let client = try Redis.client("martlet://memory")
        try await client.set("greeting", "hello", expiry: .seconds(60))
        let greeting = try await client.get("greeting")
        let reply = try await client.send("LPOS", "queue", "42")
        let job = try await client.blpop("jobs", timeout: .milliseconds(5))
        let replies = try await client.replies(to: [.incr("n"), .lpush("log", "n")])
        try await client.transaction(watching: ["balance"]) { session in
            let balance = try await session.get("balance").flatMap { Int($0) } ?? 0
            return [.set("balance", balance + 100)]
        }
        let news = try await client.subscribe(to: ["news"])
        let lock = DistributedLock(client, key: "report:lock", lifetime: .seconds(30))
        try await lock.withLock(waitingAtMost: .seconds(5)) { held in
            try await client.set("report", "by \(held.fencingNumber)")
        }
        await client.close()
        // end of the example
        #expect(greeting == "hello" && reply.isNull && job == nil && replies.count == 2)
        news.cancel()
    }

    @Test func isTheReadmes() throws {
        let own = URL(filePath: #filePath)
        let root = own.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let source = try String(contentsOf: own, encoding: .utf8)
        let lines = source.components(separatedBy: "\n")
        let begin = try #require(lines.firstIndex { $0.hasSuffix("// begin of the example") })
        let end = try #require(lines.firstIndex { $0.hasSuffix("// end of the example") })
        let example = lines[(begin + 1)..<end].map { $0.dropFirst(8) + "\n" }.joined()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains("```swift\n\(example)```\n"))
    }
}
