/// Why a server can't start with what it was told.
package enum ConfigFailure: Error, Equatable, Sendable {
    /// A line that says what can't be done.
    case line(number: Int, text: [UInt8], reason: String)
    /// All the lines together say what can't be done.
    case whole(String)
    /// A file that can't be read.
    case file(path: String, reason: String)

    /// The block that redis-server prints on standard error; nil where it logs a line instead.
    package var block: [UInt8]? {
        let head = "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\n"
        switch self {
        case .line(let number, let text, let reason):
            return Array("\(head)Reading the configuration file, at line \(number)\n>>> '".utf8)
                + text + Array("'\n\(reason)\n".utf8)
        case .whole(let reason):
            return Array("\(head)\(reason)\n".utf8)
        case .file:
            return nil
        }
    }

    /// What is logged of a file that can't be read.
    package var logLine: String? {
        guard case .file(let path, let reason) = self else { return nil }
        return "Fatal error, can't open config file '\(path)': \(reason)"
    }
}
