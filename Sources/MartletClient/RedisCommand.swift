/// A command: its name and its arguments, of any bytes.
///
///     RedisCommand("LPOS", "queue", value, "RANK", 1)
///     RedisCommand.set("greeting", "hello", expiry: .seconds(10))
///
/// There is a function for each common command; any other is made of its words.
public struct RedisCommand: Hashable, Sendable {
    /// The name and the arguments, in order.
    public var arguments: [[UInt8]]

    /// Makes a command of its name, which may consist of a container and a subcommand such as
    /// `"XGROUP CREATE"`, and its arguments.
    public init(_ name: String, _ arguments: any RedisArgument...) {
        self.init(name, with: arguments)
    }

    /// Makes a command of its name, as above, and a list of arguments.
    public init(_ name: String, with arguments: [any RedisArgument]) {
        self.arguments = name.utf8.split(separator: UInt8(ascii: " ")).map { Array($0) }
        self.arguments.reserveCapacity(self.arguments.count + arguments.count)
        for argument in arguments { self.arguments.append(argument.redisBytes) }
    }

    /// Makes a command of its words' bytes, the name first.
    public init(arguments: [[UInt8]]) {
        self.arguments = arguments
    }

    /// The name in capitals.
    public var name: String {
        String(decoding: arguments.first ?? [], as: UTF8.self).uppercased()
    }

    /// Adds arguments behind those that there are.
    mutating func append(_ arguments: any RedisArgument...) {
        for argument in arguments { self.arguments.append(argument.redisBytes) }
    }
}

extension RedisCommand: CustomStringConvertible {
    /// The name and the number of arguments. What the arguments say may be secret.
    public var description: String { "\(name) with \(max(0, arguments.count - 1)) arguments" }
}

/// What can be an argument of a command: texts, bytes, numbers.
public protocol RedisArgument: Sendable {
    /// The bytes that are sent.
    var redisBytes: [UInt8] { get }
}

extension String: RedisArgument {
    /// The text in UTF-8.
    public var redisBytes: [UInt8] { Array(utf8) }
}

extension Substring: RedisArgument {
    /// The text in UTF-8.
    public var redisBytes: [UInt8] { Array(utf8) }
}

extension [UInt8]: RedisArgument {
    /// The bytes themselves.
    public var redisBytes: [UInt8] { self }
}

extension Int: RedisArgument {
    /// The number's digits.
    public var redisBytes: [UInt8] { Array(String(self).utf8) }
}

extension Int64: RedisArgument {
    /// The number's digits.
    public var redisBytes: [UInt8] { Array(String(self).utf8) }
}

extension Double: RedisArgument {
    /// The shortest digits that stand for the number; `inf` and `-inf` for what is infinite.
    public var redisBytes: [UInt8] { Array(String(self).utf8) }
}
