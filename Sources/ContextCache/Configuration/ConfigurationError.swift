/// What is wrong with a configuration.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting, such as `redis.port`; empty for the whole.
    public let setting: String
    /// What is wrong with it.
    public let message: String

    /// Makes an error.
    public init(setting: String, message: String) {
        self.setting = setting
        self.message = message
    }

    /// The setting and what is wrong.
    public var description: String { setting.isEmpty ? message : "\(setting): \(message)" }
}

/// Texts that name variables of the environment: `${NAME:default}`.
package enum EnvironmentText {
    /// Returns the text with the values of the variables, or what stands behind the colon for those
    /// that aren't set.
    ///
    /// - Throws: ``ConfigurationError`` if a variable is neither set nor has a default.
    package static func resolve(
        _ text: String, _ environment: [String: String], setting: String
    ) throws(ConfigurationError) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            result += rest[..<start.lowerBound]
            let parts = rest[start.upperBound..<end].split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if let value = environment[name] {
                result += value
            } else if parts.count > 1 {
                result += parts[1]
            } else {
                throw ConfigurationError(
                    setting: setting, message: "the variable \(name) isn't set")
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
