/// Puts a value into the field of the settings that the program reads.
package typealias ConfigSetter<Value> = @Sendable (inout Settings, Value) -> Void

/// Reads the words of a directive with a grammar of its own, and returns its canonical value.
package typealias ConfigParser =
    @Sendable (inout Settings, [[UInt8]], ConfigSource) throws(ConfigError) -> [UInt8]

/// How a directive's value is read, checked and printed.
package enum ConfigKind: Sendable {
    case bool(ConfigSetter<Bool>?)
    case integer(ClosedRange<Int>, ConfigSetter<Int>?)
    case memory(ClosedRange<UInt64>, ConfigSetter<UInt64>?)
    /// Bytes, or a percentage, which the setter gets as a negative number.
    case memoryOrPercent(ConfigSetter<Int>?)
    case octal(ClosedRange<Int>, ConfigSetter<Int>?)
    /// One of some names; the setter gets its index.
    case choice([String], ConfigSetter<Int>?)
    /// Names that may stand together; the first stands for none of them.
    case choices([String])
    case string(ConfigCheck?, ConfigSetter<[UInt8]>?)
    case special(ConfigParser)
}

/// Returns why a value can't be taken, or nil.
package typealias ConfigCheck = @Sendable ([UInt8]) -> String?

/// Where a value comes from.
package enum ConfigSource: Sendable {
    case file
    case command
}

/// Why a value can't be taken, in redis-server's words.
package struct ConfigError: Error, Equatable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

extension ConfigKind {
    /// Puts the value that `words` spell into `settings` and returns it as CONFIG GET prints it.
    func set(
        _ words: [[UInt8]], in settings: inout Settings, from source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        if case .special(let parse) = self { return try parse(&settings, words, source) }
        if case .choices(let names) = self { return try Self.choices(names, words) }
        let word = words.first ?? []
        switch self {
        case .bool(let setter):
            return try Self.bool(word, setter, &settings)
        case .integer(let range, let setter):
            guard let value = word.span.parseInteger() else {
                throw ConfigError("argument couldn't be parsed into an integer")
            }
            try Self.check(value, in: range)
            setter?(&settings, value)
            return word
        case .memory(let range, let setter):
            guard let value = ConfigNumber.memory(word) else {
                throw ConfigError("argument must be a memory value")
            }
            try Self.check(value, in: range)
            setter?(&settings, value)
            return Array("\(value)".utf8)
        case .memoryOrPercent(let setter):
            let value = try Self.memoryOrPercent(word)
            setter?(&settings, value)
            return Array((value < 0 ? "\(value.magnitude)%" : "\(value)").utf8)
        case .octal(let range, let setter):
            let value = try Self.octal(word, in: range)
            setter?(&settings, value)
            return Array(String(value, radix: 8).utf8)
        case .choice(let names, let setter):
            return try Self.choice(names, word, setter, &settings)
        case .string(let check, let setter):
            if let reason = check?(word) { throw ConfigError(reason) }
            setter?(&settings, word)
            return word
        case .special, .choices:
            return word
        }
    }

    private static func bool(
        _ word: [UInt8], _ setter: ConfigSetter<Bool>?, _ settings: inout Settings
    ) throws(ConfigError) -> [UInt8] {
        let isYes = word.span.isKeyword("YES")
        guard isYes || word.span.isKeyword("NO") else {
            throw ConfigError("argument must be 'yes' or 'no'")
        }
        setter?(&settings, isYes)
        return Array((isYes ? "yes" : "no").utf8)
    }

    private static func check<Value: Comparable>(
        _ value: Value, in range: ClosedRange<Value>
    ) throws(ConfigError) {
        guard range.contains(value) else {
            throw ConfigError(
                "argument must be between \(range.lowerBound) and \(range.upperBound) inclusive")
        }
    }

    private static func memoryOrPercent(_ word: [UInt8]) throws(ConfigError) -> Int {
        var value: Int?
        if let memory = ConfigNumber.memory(word) {
            value = Int(bitPattern: UInt(memory))
        } else if word.last == UInt8(ascii: "%") {
            let percent = word.span.extracting(first: word.count - 1).parseInteger()
            if let percent, percent >= 0 { value = -percent }
        }
        guard let value else { throw ConfigError("argument must be a memory or percent value") }
        guard value >= -100 else {
            throw ConfigError("percentage argument must be less or equal to 100")
        }
        return value
    }

    private static func octal(
        _ word: [UInt8], in range: ClosedRange<Int>
    ) throws(ConfigError) -> Int {
        guard let value = ConfigNumber.octal(word) else {
            throw ConfigError("argument couldn't be parsed as an octal number")
        }
        guard range.contains(value) else {
            let (lower, upper) = (range.lowerBound, range.upperBound)
            throw ConfigError(
                "argument must be between \(String(lower, radix: 8))"
                    + " and \(String(upper, radix: 8)) inclusive")
        }
        return value
    }

    private static func choice(
        _ names: [String], _ word: [UInt8], _ setter: ConfigSetter<Int>?,
        _ settings: inout Settings
    ) throws(ConfigError) -> [UInt8] {
        guard let index = names.firstIndex(where: { ConfigName.equal($0, word) }) else {
            throw Self.notAmong(names)
        }
        setter?(&settings, index)
        // `relative` is another word for the `yes` before it.
        return Array((names[index] == "relative" ? "yes" : names[index]).utf8)
    }

    private static func choices(
        _ names: [String], _ words: [[UInt8]]
    ) throws(ConfigError) -> [UInt8] {
        var chosen: Set<Int> = []
        for word in words {
            guard let index = names.firstIndex(where: { ConfigName.equal($0, word) }) else {
                throw Self.notAmong(names)
            }
            if index > 0 { chosen.insert(index) }
        }
        if words.isEmpty { throw Self.notAmong(names) }
        if chosen.contains(1), chosen.contains(2) {
            throw ConfigError("shutdown options SAVE and NOSAVE can't be used simultaneously")
        }
        let text = chosen.isEmpty ? names[0] : chosen.sorted().map { names[$0] }.joined(" ")
        return Array(text.utf8)
    }

    private static func notAmong(_ names: [String]) -> ConfigError {
        ConfigError("argument(s) must be one of the following: " + names.joined(", "))
    }
}

extension [String] {
    /// The strings, with `separator` between them.
    func joined(_ separator: String) -> String {
        var text = ""
        for (index, part) in enumerated() { text += index == 0 ? part : separator + part }
        return text
    }
}
