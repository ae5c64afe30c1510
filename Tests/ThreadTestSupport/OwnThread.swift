import Testing

/// Runs each test of a suite on a thread of its own.
///
/// A test that waits for servers without giving its thread back would otherwise hold one of the few
/// threads that all tasks share: the others would stand still meanwhile, though the processor is idle.
public struct OwnThread: SuiteTrait, TestTrait, TestScoping {
    /// A suite hands it on to its tests.
    public var isRecursive: Bool { true }

    /// The scope of each case; a suite as a whole has none.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> OwnThread? {
        testCase == nil ? nil : self
    }

    /// Runs a case on a thread that ends with it.
    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        let executor = ThreadExecutor(name: test.name)
        try await withTaskExecutorPreference(executor) { try await function() }
    }
}

extension Trait where Self == OwnThread {
    /// Tests that may block.
    public static var ownThread: OwnThread { OwnThread() }
}
