import Martlet

extension Martlet {
    @TaskLocal static var running: Martlet?

    /// The server of the test that runs, in the test's task and in its children, not in a detached
    /// task.
    ///
    /// - Throws: `MartletError` where there is none: neither the test nor a suite around it has the
    ///   trait `.martlet`.
    public static var current: Martlet {
        get throws {
            guard let running else {
                throw MartletError(
                    code: .configuration,
                    message: "there is no server here: mark the test with @Test(.martlet)")
            }
            return running
        }
    }
}
