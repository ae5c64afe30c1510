/// What only the program around an engine can do; called under the engine's lock.
///
/// An implementation must not call back into the engine. What takes time, or another thread, it
/// does later.
package protocol Host: AnyObject, Sendable {
    /// Makes the host take `ClientRegistry.takeWaiting()` soon, whatever thread it is called on.
    func wake()

    /// Lets time pass for those who wait for the engine, which is free at the moment, while `client`'s
    /// script takes too long. What the host does for all its clients on this thread, it does now.
    func passTime(whileServing client: ClientHandle)

    /// Ends the server after the command that runs.
    func shutDown(_ request: ShutdownRequest)

    /// Makes changed settings take effect in what the host owns: sockets, logs, timers.
    ///
    /// - Throws: The error that CONFIG SET replies with; nothing has changed then.
    func apply(_ new: borrowing Settings, replacing old: borrowing Settings) throws(ReplyError)

    /// Writes the settings into the configuration file that the server was started with.
    ///
    /// - Throws: The error that CONFIG REWRITE replies with.
    func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError)

    /// Writes all data out and reads them again, as if the server had stopped and started.
    ///
    /// - Throws: The error that DEBUG RELOAD replies with.
    func reload(_ call: inout CommandCall) throws(ReplyError)

    /// Writes a line into the server's log.
    func log(_ message: String, _ level: Settings.LogLevel)

    /// What the host knows of the process and the machine.
    var facts: HostFacts { get }

    /// Returns whether more than `limit` bytes of memory are in use. Asked before each command while
    /// memory is limited.
    func usesMemory(beyond limit: UInt64) -> Bool
}

extension Host {
    package func reload(_ call: inout CommandCall) throws(ReplyError) {
        throw ReplyError("ERR DEBUG RELOAD is not supported by this server")
    }

    package func passTime(whileServing client: ClientHandle) { EngineClock.rest() }
}

/// How SHUTDOWN was asked for.
package struct ShutdownRequest: Sendable, Equatable {
    package var isForced = false
    package var isImmediate = false

    package init() {}
}

/// The host of an engine that nothing is around.
package final class NoHost: Host {
    package init() {}
    package func wake() {}
    package func shutDown(_ request: ShutdownRequest) {}
    package func apply(
        _ new: borrowing Settings, replacing old: borrowing Settings
    ) throws(ReplyError) {}
    package func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {
        throw ReplyError("ERR The server is running without a config file")
    }
    package func log(_ message: String, _ level: Settings.LogLevel) {}
    package var facts: HostFacts { HostFacts() }
    package func usesMemory(beyond limit: UInt64) -> Bool { false }
}
