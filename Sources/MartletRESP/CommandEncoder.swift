/// Writes commands as a client sends them: an array of bulk strings each.
///
/// Commands can be collected and sent in one piece:
///
///     var encoder = CommandEncoder()
///     encoder.append("SET", "key", "value")
///     encoder.append("GET", "key")
///     socket.send(encoder.bytes)
public struct CommandEncoder: Sendable {
    /// What was encoded so far.
    public private(set) var bytes: [UInt8] = []

    /// Creates an encoder without commands.
    public init() {}

    /// Adds a command: its name and its arguments, of any bytes.
    public mutating func append(_ arguments: some Collection<[UInt8]>) {
        appendHeader("*", arguments.count)
        for argument in arguments {
            appendHeader("$", argument.count)
            bytes.append(contentsOf: argument)
            bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
        }
    }

    /// Adds a command of texts.
    public mutating func append(_ arguments: String...) {
        append(arguments.map { Array($0.utf8) })
    }

    /// Forgets what was encoded and keeps the memory for what comes next.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Returns one command's bytes.
    public static func encode(_ arguments: some Collection<[UInt8]>) -> [UInt8] {
        var encoder = CommandEncoder()
        encoder.append(arguments)
        return encoder.bytes
    }

    private mutating func appendHeader(_ type: Unicode.Scalar, _ count: Int) {
        bytes.append(UInt8(ascii: type))
        bytes.append(contentsOf: String(count).utf8)
        bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    }
}
