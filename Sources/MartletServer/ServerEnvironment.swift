import MartletEngine

/// What an executable lends to its server. A server in a library has none of it: signals, the
/// working directory and the limits belong to the program around it.
package struct ServerEnvironment: Sendable {
    /// What CONFIG REWRITE writes.
    package var configurationFile: ConfigurationFile?
    /// Where `loglevel` takes effect.
    package var logSink: LogSink?
    /// Whether `dir` is the process's working directory.
    package var changesDirectory = false
    /// Makes room for so many clients, and returns how many there is room for.
    package var makeRoomForClients: (@Sendable (Int) -> Int)?
    /// What INFO tells of the process.
    package var facts = HostFacts()

    package init() {}
}
