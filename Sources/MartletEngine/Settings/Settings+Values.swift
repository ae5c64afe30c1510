extension Settings {
    /// Why a set of settings can't be taken, and which directive it is about.
    package struct Failure: Error, Equatable, Sendable {
        package let name: String
        package let error: ConfigError
    }

    /// The value of a directive, as CONFIG GET prints it.
    package func value(of row: Int) -> [UInt8] {
        texts[row] ?? Array(ConfigTable.rows[row].defaultValue.utf8)
    }

    /// The value of a directive, as CONFIG GET prints it; nil if there is none of this name.
    package func value(of name: String) -> String? {
        guard let match = ConfigTable.find(Array(name.utf8)) else { return nil }
        return String(decoding: value(of: match.row), as: UTF8.self)
    }

    /// Sets a directive to the value that `words` spell. Nothing changes if they can't be taken.
    package mutating func set(
        _ row: Int, to words: [[UInt8]], from source: ConfigSource
    ) throws(ConfigError) {
        var changed = self
        changed.texts[row] = try ConfigTable.rows[row].kind.set(words, in: &changed, from: source)
        self = changed
    }

    /// Sets the directive `name` to `value`, as an argument of CONFIG SET would.
    package mutating func set(_ name: String, to value: String) throws(Failure) {
        guard let match = ConfigTable.find(Array(name.utf8)) else {
            throw Failure(name: name, error: ConfigError("Unknown option"))
        }
        do throws(ConfigError) {
            try set(match.row, to: match.directive.words(of: Array(value.utf8)), from: .command)
        } catch {
            throw Failure(name: name, error: error)
        }
    }

    /// The directives whose value here is not the one in `other`, by their rows.
    package func differences(from other: Settings) -> [Int] {
        ConfigTable.rows.indices.filter { value(of: $0) != other.value(of: $0) }
    }

    /// The directives that hold another value than their default, though nothing heeds them.
    package var ignoredDirectives: [String] {
        texts.keys.sorted().map { ConfigTable.rows[$0] }.filter { directive in
            directive.support == .ignored && value(of: directive.name) != directive.defaultValue
        }.map(\.name)
    }

    /// The first directive that asks for what this server can't do, with its value.
    package var refusedDirective: (name: String, value: String)? {
        for row in texts.keys.sorted() {
            let directive = ConfigTable.rows[row]
            guard case .refused(let harmless) = directive.support else { continue }
            let value = String(decoding: value(of: row), as: UTF8.self)
            if !harmless.contains(value) { return (directive.name, value) }
        }
        return nil
    }
}

extension ConfigDirective {
    /// The words of a value that came as one argument of CONFIG SET.
    func words(of value: [UInt8]) -> [[UInt8]] {
        guard flags.contains(.severalWords) else { return [value] }
        if value.isEmpty { return [] }
        return value.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map(
            Array.init)
    }
}
