import Logging
import MartletEngine
import MartletServer

/// What a server says when it starts.
struct StartLog {
    private let sink: LogSink

    init(_ sink: LogSink) {
        self.sink = sink
    }

    /// Says what starts, and what of its settings is without effect.
    func begin(_ settings: Settings, hasFile: Bool) {
        sink.log("Martlet is starting", .warning)
        sink.log(
            "Redis version=7.0.15, bits=64, pid=\(ProcessClock.processID), just started",
            .warning)
        sink.log(
            hasFile
                ? "Configuration loaded"
                : "No config file was given: the settings are the defaults and the options",
            .warning)
        sink.becomeMaster()
        var ignored = settings.ignoredDirectives
        if let save = ignored.firstIndex(of: "save") { ignored.remove(at: save) }
        if !ignored.isEmpty {
            let names = ignored.reduce("") { $0.isEmpty ? $1 : "\($0), \($1)" }
            sink.log("Accepted, but without effect yet: \(names)", .warning)
        }
        if !settings.savePoints.isEmpty {
            sink.log(
                "Nothing is saved to disk yet: the data lives as long as the server",
                settings.savePointsAreDefault ? .notice : .warning)
        }
    }

    /// Says that clients can connect, in the words that tools wait for.
    func ready(_ settings: Settings, port: Int) {
        sink.log("Running mode=standalone, port=\(port).", .notice)
        sink.log("Server initialized", .warning)
        if !settings.unixSocket.isEmpty {
            let path = settings.unixSocket
            sink.log(
                "The server is now ready to accept connections at \(path)", .notice)
        }
        sink.log("Ready to accept connections", .notice)
    }
}
