import Yams

extension CacheConfiguration {
    /// Reads the parts `redis`, `capture.text_chat` and `completion` of a YAML file.
    ///
    ///     redis:
    ///       host: "${REDIS_HOST:localhost}"
    ///       port: ${REDIS_PORT:6379}
    ///     completion:
    ///       cache: {max_size: 1000, strategy: hybrid}
    ///
    /// Texts may name variables of the environment, with defaults. What the file doesn't say of the
    /// server is taken from `REDIS_HOST`, `REDIS_PORT`, `REDIS_PASSWORD` and `REDIS_DB`.
    ///
    /// - Throws: ``ConfigurationError`` that names the setting.
    public init(
        yaml: String, environment: [String: String]
    ) throws(ConfigurationError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            throw ConfigurationError(setting: "", message: "this is no YAML: \(error)")
        }
        try self.init(SettingsReader(node: root, environment: environment))
    }

    /// Reads the environment: `REDIS_HOST`, `REDIS_PORT`, `REDIS_PASSWORD` and `REDIS_DB`.
    ///
    /// - Throws: ``ConfigurationError`` that names the setting.
    public init(environment: [String: String]) throws(ConfigurationError) {
        try self.init(SettingsReader(node: nil, environment: environment))
    }

    private init(_ reader: SettingsReader) throws(ConfigurationError) {
        let server = reader["redis"]
        try server.read("enabled", into: &redis.isEnabled)
        redis.url = try server.text("url")
        try server.read("host", or: "REDIS_HOST", into: &redis.host)
        try server.read("port", or: "REDIS_PORT", in: 1...65_535, into: &redis.port)
        try server.read("password", or: "REDIS_PASSWORD", into: &redis.password)
        try server.read("db", or: "REDIS_DB", into: &redis.database)
        try server.read("key_prefix", into: &redis.keyPrefix)
        try server.read("max_connections", in: 1...100_000, into: &redis.maximumConnections)
        try server.read("socket_timeout", into: &redis.timeout)
        try server.read("socket_connect_timeout", into: &redis.connectTimeout)
        try server.read("retry_on_timeout", into: &redis.retriesOnTimeout)
        try server.read("default_ttl", into: &redis.defaultTTL)

        let buffer = reader["capture"]["text_chat"]
        try buffer.read("enabled", into: &chat.isEnabled)
        try buffer.read("buffer_size", in: 1...1_000_000, into: &chat.bufferSize)
        try buffer.read("buffer_ttl", in: 1...1_000_000_000, into: &chat.bufferTTL)
        try buffer["redis"].read("enabled", into: &chat.usesRedis)

        try reader["completion"].read("enabled", into: &completion.isEnabled)
        let cache = reader["completion"]["cache"]
        try cache.read("max_size", in: 1...100_000_000, into: &completion.maximumSize)
        try cache.read("ttl_seconds", in: 1...1_000_000_000, into: &completion.ttl)
        try cache["redis"].read("enabled", into: &completion.usesRedis)
        if let name = try cache.text("strategy") {
            guard let strategy = CompletionStrategy(rawValue: name) else {
                throw cache.error("strategy", "there is no strategy '\(name)'")
            }
            completion.strategy = strategy
        }
    }
}

/// Reads the settings of a mapping.
private struct SettingsReader {
    let node: Node?
    let environment: [String: String]
    var path = ""

    subscript(name: String) -> SettingsReader {
        SettingsReader(node: node?.mapping?[name], environment: environment, path: full(name))
    }

    private func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func error(_ name: String, _ message: String) -> ConfigurationError {
        ConfigurationError(setting: full(name), message: message)
    }

    /// Returns the text of a setting, nil if there is none: a variable of the environment then, if one
    /// is named and set.
    func text(_ name: String, or variable: String? = nil) throws(ConfigurationError) -> String? {
        guard let node = node?.mapping?[name] else { return variable.flatMap { environment[$0] } }
        guard let scalar = node.scalar else { throw error(name, "this is no single value") }
        if node.tag == Tag(.null) { return nil }
        return try EnvironmentText.resolve(scalar.string, environment, setting: full(name))
    }

    func read(
        _ name: String, or variable: String? = nil, into text: inout String
    ) throws(ConfigurationError) {
        text = try self.text(name, or: variable) ?? text
    }

    func read(
        _ name: String, or variable: String? = nil, in range: ClosedRange<Int> = 0...Int(1e9),
        into number: inout Int
    ) throws(ConfigurationError) {
        guard let text = try text(name, or: variable) else { return }
        guard let value = Int(text), range.contains(value) else {
            throw error(
                name, "'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        number = value
    }

    func read(_ name: String, into number: inout Double) throws(ConfigurationError) {
        guard let text = try text(name) else { return }
        guard let value = Double(text), value > 0, value < 1e6 else {
            throw error(name, "'\(text)' is no time in seconds")
        }
        number = value
    }

    func read(_ name: String, into isTrue: inout Bool) throws(ConfigurationError) {
        guard let text = try text(name) else { return }
        switch text.lowercased() {
        case "true", "yes", "on", "1": isTrue = true
        case "false", "no", "off", "0": isTrue = false
        default: throw error(name, "'\(text)' is neither true nor false")
        }
    }
}
