import Logging
import MartletEngine
import Synchronization

/// Where log lines go: to standard output, or to the end of a file.
///
/// The file is opened for each line, so that it can be moved away at any time. A line that can't
/// be written, as on a full disk, is lost; the server lives on.
package final class LogSink: Sendable {
    private struct State {
        var path = ""
        var level = Logger.Level.notice
        var role: Role
    }

    /// What the process is, as the letter behind its id tells.
    package enum Role: String, Sendable {
        /// It is about to become a server.
        case starting = "C"
        case master = "M"
    }

    private let state = Mutex(State(role: .starting))

    package init() {}

    /// The lowest level that is written.
    package var level: Logger.Level {
        state.withLock { state in state.level }
    }

    /// Takes `loglevel` and `logfile` from settings.
    package func configure(_ settings: borrowing Settings) {
        let (path, level) = (settings.logFile, settings.logLevel.loggerLevel)
        state.withLock { state in
            // The directory may change later.
            state.path =
                path.isEmpty || path.hasPrefix("/")
                ? path : "\(FileSystem.currentDirectory)/\(path)"
            state.level = level
        }
    }

    /// Makes the following lines those of a server.
    package func becomeMaster() {
        state.withLock { state in state.role = .master }
    }

    /// Writes a line, unless its level is too low.
    package func log(_ message: String, _ level: Logger.Level) {
        if level >= self.level { write(message, level: level) }
    }

    /// Writes a line, whatever its level.
    package func write(_ message: String, level: Logger.Level) {
        state.withLock { state in
            let line =
                "\(ProcessClock.processID):\(state.role.rawValue) \(ProcessClock.logTime()) "
                + "\(level.redisMark) \(message)\n"
            Self.append(Array(line.utf8), to: state.path)
        }
    }

    private static func append(_ line: [UInt8], to path: String) {
        guard !path.isEmpty else {
            try? FileSystem.write(line, to: FileSystem.standardOutput)
            return
        }
        guard let descriptor = try? FileSystem.openToAppend(path) else { return }
        try? FileSystem.write(line, to: descriptor)
        FileSystem.close(descriptor)
    }
}

extension Settings.LogLevel {
    /// The lowest level of a logger that is written.
    package var loggerLevel: Logger.Level {
        switch self {
        case .debug: .trace
        case .verbose: .info
        case .notice: .notice
        case .warning: .warning
        }
    }
}

extension Logger.Level {
    /// The mark of Redis's level.
    var redisMark: String {
        switch self {
        case .trace, .debug: "."
        case .info: "-"
        case .notice: "*"
        case .warning, .error, .critical: "#"
        }
    }
}
