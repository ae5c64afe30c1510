import Martlet
import Testing

/// Gives each test a server of its own.
///
///     @Test(.martlet(clock: .manual)) func sessionsExpire() throws {
///         let server = try Martlet.current
///         try server.set("session", "x", expiry: .seconds(60))
///         try server.clock.advance(by: .seconds(60))
///         #expect(try server.get("session") == nil)
///     }
///
/// On a suite, it gives one to each of its tests, and to each case of a test with arguments. The
/// server is stopped when the test ends. The first failure of a test tells the seed and the last
/// commands that the server ran.
public struct MartletTrait: TestTrait, SuiteTrait, TestScoping {
    /// What the servers go by.
    public enum Clock: Hashable, Sendable {
        /// The system's clock.
        case system
        /// A clock that stands still until the test moves it: the server's `clock`.
        case manual
    }

    let configuration: Martlet.Configuration
    let clock: Clock

    /// Whether tests within a suite get servers: yes.
    public var isRecursive: Bool { true }

    /// Runs a test with a server, which is stopped in the end.
    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        var configuration = configuration
        if clock == .manual, configuration.clock == nil { configuration.clock = ManualClock() }
        let server = try Martlet.start(configuration)
        defer { server.stop() }
        let report = FailureReport(of: server)
        let handler = IssueHandlingTrait.compactMapIssues { issue in report.added(to: issue) }
        do {
            try await handler.provideScope(for: test, testCase: testCase) {
                try await Martlet.$running.withValue(server, operation: function)
            }
        } catch {
            // An error that a test throws becomes an issue only when this is over.
            report.tell(of: test)
            throw error
        }
    }
}

extension Trait where Self == MartletTrait {
    /// Gives each test a server at a free port of `127.0.0.1`: `Martlet.current`.
    public static var martlet: Self { .martlet() }

    /// Gives each test a server of its own: `Martlet.current`.
    ///
    /// - Parameters:
    ///   - configuration: How the server is to be; by default, at a free port of `127.0.0.1`.
    ///   - clock: What it goes by.
    ///   - seed: Where all chance comes from; nil is another for each test. A test that failed tells
    ///     its seed, to be put here.
    ///   - recordedCommandCount: How many commands a failure shows.
    public static func martlet(
        _ configuration: Martlet.Configuration = Martlet.Configuration(),
        clock: MartletTrait.Clock = .system, seed: UInt64? = nil, recordedCommandCount: Int = 50
    ) -> Self {
        var configuration = configuration
        if let seed { configuration.seed = seed }
        configuration.recordedCommandCount = recordedCommandCount
        return MartletTrait(configuration: configuration, clock: clock)
    }
}
