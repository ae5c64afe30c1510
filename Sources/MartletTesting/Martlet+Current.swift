import Martlet

extension Martlet {
    @TaskLocal static var running: Martlet?

    /// The server of the test that runs.
    ///
    /// - Precondition: The test, or a suite around it, has the trait `.martlet`, and this is asked
    ///   for in the test's task or in a child of it, not in a detached task.
    public static var current: Martlet {
        guard let running else {
            preconditionFailure("there is no server here: mark the test with @Test(.martlet)")
        }
        return running
    }

    /// The clock of the test that runs.
    ///
    /// - Precondition: As of ``current``, with a manual clock: `.martlet(clock: .manual)`.
    public static var currentClock: ManualClock {
        guard let clock = current.configuration.clock else {
            preconditionFailure(
                "the server goes by the system's clock: use @Test(.martlet(clock: .manual))")
        }
        return clock
    }
}
