import MartletEngine

/// What the arguments of a redis-server ask for.
package enum CommandLineRequest: Equatable, Sendable {
    case version
    case help
    case checkSystem
    /// The argument of `--test-memory`, if there is just one.
    case testMemory(String?)
    case serve(CommandLineOptions)
}

/// Where the settings of a server come from.
package struct CommandLineOptions: Equatable, Sendable {
    /// The configuration file.
    package fileprivate(set) var file: String?
    package fileprivate(set) var readsStandardInput = false
    /// The options, written as lines of a configuration file.
    package fileprivate(set) var lines: [UInt8] = []

    package init() {}
}

extension CommandLineRequest {
    /// Reads the arguments that follow the program's name, as redis-server does.
    package init(arguments: [String]) {
        switch arguments.first {
        case "-v", "--version": self = .version
        case "-h", "--help": self = .help
        case "--check-system": self = .checkSystem
        case "--test-memory": self = .testMemory(arguments.count == 2 ? arguments[1] : nil)
        default: self = .serve(CommandLineOptions(arguments))
        }
    }
}

extension CommandLineOptions {
    /// Reads a file's name, `-` for standard input, and `--name value …` in any number.
    init(_ arguments: [String]) {
        self.init()
        var rest = arguments[...]
        if let first = rest.first, !first.hasPrefix("-") {
            file = first
            rest.removeFirst()
        }
        // An option's name is one only where the option before has a value.
        var hasValue = true
        for index in rest.indices {
            let argument = rest[index]
            let isLast = index == arguments.count - 1
            if argument == "-", index == 0 || isLast {
                readsStandardInput = true
            } else if hasValue, argument.hasPrefix("--") {
                hasValue = startOption(argument, next: isLast ? nil : rest[index + 1])
            } else {
                lines += ConfigText.quoted(Array(argument.utf8)) + [UInt8(ascii: " ")]
                hasValue = true
            }
        }
    }

    /// Begins a line with an option's name; returns whether the next argument may be a name too.
    private mutating func startOption(_ argument: String, next: String?) -> Bool {
        if !lines.isEmpty { lines.append(UInt8(ascii: "\n")) }
        lines += Array(argument.utf8.dropFirst(2)) + [UInt8(ascii: " ")]
        if let words = SplitArguments(Array(argument.utf8).span), words.count != 1 { return true }
        // `--save` without a value is `--save ""`, as lists of arguments are often generated.
        guard String(argument.lowercased()) == "--save", next?.hasPrefix("--") ?? true else {
            return false
        }
        lines += Array("\"\"".utf8)
        return true
    }
}
