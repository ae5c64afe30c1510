import Martlet
import MartletTesting
import Synchronization
import Testing

@Suite struct FailureReportTests {
    /// The first failure shows the seed and the last commands, later ones don't repeat them.
    @Test func failuresTellSeedAndCommands() async throws {
        let issues = try await issues(in: .martlet(.inProcess, seed: 42)) {
            for i in 0..<60 { try Martlet.current.set("k\(i)", "v") }
            Issue.record("first")
            Issue.record("second")
        }
        #expect(issues.count == 2)
        let lines = (10..<60).map { "\n    [0 in-process:0] \"SET\" \"k\($0)\" \"v\"" }
        let report =
            "the server's seed is 42: repeat it with .martlet(seed: 42); the last 50 commands were:"
        #expect(issues.first?.comments.map(\.rawValue) == ["first", report + lines.joined()])
        #expect(issues.last?.comments.map(\.rawValue) == ["second"])
    }

    @Test func failuresWithoutCommandsSayThat() async throws {
        let issues = try await issues(in: .martlet(.inProcess, seed: 1)) {
            Issue.record("nothing was done")
        }
        #expect(issues.first?.comments.last?.rawValue.hasSuffix("; it ran no command") == true)
    }

    /// A test that throws fails after its server is gone: the report is a warning of its own.
    @Test func thrownErrorsTellToo() async throws {
        let issues = try await issues(in: .martlet(.inProcess, seed: 3)) {
            try Martlet.current.execute("NONSENSE")
        }
        #expect(issues.map(\.severity) == [.warning])
        #expect(
            issues.first?.comments.first?.rawValue.hasSuffix("\n    [0 in-process:0] \"NONSENSE\"")
                == true)
    }

    /// Runs `body` as a test with `trait` would, and returns what it recorded, which is no failure
    /// of this test.
    private func issues(
        in trait: MartletTrait, _ body: @escaping @Sendable () throws -> Void
    ) async throws -> [Issue] {
        let test = try #require(Test.current)
        let caught = Mutex<[Issue]>([])
        let catcher = IssueHandlingTrait.compactMapIssues { issue in
            caught.withLock { caught in caught.append(issue) }
            return nil
        }
        try await catcher.provideScope(for: test, testCase: Test.Case.current) {
            do {
                try await trait.provideScope(for: test, testCase: Test.Case.current) { try body() }
            } catch is MartletError {}
        }
        return caught.withLock { caught in caught }
    }
}
