public import ContextCache
import Yams

extension ServiceConfiguration {
    /// Puts a configuration together.
    ///
    /// - Parameters:
    ///   - yaml: The file: the settings, and the parts `redis`, `capture.text_chat` and `completion` of
    ///     the Python program. Texts may name variables of the environment: `${NAME:default}`.
    ///   - arguments: What the caller says, by the names that settings have in the file.
    /// - Throws: `ConfigurationError` that names the setting.
    public init(
        yaml: String = "", environment: [String: String] = [:], arguments: [String: String] = [:]
    ) throws(ConfigurationError) {
        self.init()
        let file = try SettingsFile(yaml, environment)
        cache = try CacheConfiguration(yaml: yaml, environment: environment)
        // Host, port and the like make a URL, which one that is said itself goes before.
        let servers = ["REDIS_HOST", "REDIS_PORT", "REDIS_PASSWORD", "REDIS_DB"]
        if file.tellsServer || servers.contains(where: { environment[$0] != nil }) {
            redisURL = cache.redis.serverURL
        }
        let unknown = arguments.keys.sorted().first { name in
            !Setting.all.contains { $0.name == name }
        }
        if let unknown {
            throw ConfigurationError(setting: unknown, message: "there is no such setting")
        }
        for setting in Setting.all {
            let text =
                arguments[setting.name] ?? environment[setting.variable]
                ?? setting.alias.flatMap { environment[$0] } ?? file.texts[setting.name]
            guard let text else { continue }
            if let reason = setting.apply(&self, text) {
                throw ConfigurationError(setting: setting.name, message: reason)
            }
        }
    }
}

/// The settings that a file has, as texts.
private struct SettingsFile {
    private(set) var texts: [String: String] = [:]
    /// Whether the file says where the server is, in parts.
    private(set) var tellsServer = false

    /// What the cache reads of where the server is, and of how to deal with it.
    private static let places: Set<String> = ["enabled", "host", "port", "password", "db"]
    private static let habits: Set<String> = [
        "key_prefix", "socket_timeout", "socket_connect_timeout", "retry_on_timeout", "default_ttl",
    ]
    /// The parts that the cache reads.
    private static let foreign: Set<String> = ["capture", "completion"]

    init(_ yaml: String, _ environment: [String: String]) throws(ConfigurationError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            throw ConfigurationError(setting: "", message: "this is no YAML: \(error)")
        }
        guard let root, root.tag != Tag(.null) else { return }
        guard let sections = root.mapping else {
            throw ConfigurationError(setting: "", message: "the file has to have names and values")
        }
        for (key, section) in sections {
            let name = key.string ?? ""
            if Self.foreign.contains(name) { continue }
            try read(section, name, environment)
        }
    }

    private mutating func read(
        _ section: Node, _ name: String, _ environment: [String: String]
    ) throws(ConfigurationError) {
        guard Setting.all.contains(where: { $0.name.hasPrefix("\(name).") }) else {
            throw ConfigurationError(setting: name, message: "there is no such part")
        }
        if section.tag == Tag(.null) { return }
        guard let mapping = section.mapping else {
            throw ConfigurationError(setting: name, message: "this has to have names and values")
        }
        for (key, value) in mapping {
            let setting = "\(name).\(key.string ?? "")"
            let isKnown = Setting.all.contains { $0.name == setting }
            if name == "redis", !isKnown {
                // What else there is of the server is the cache's to read.
                let name = key.string ?? ""
                if Self.places.contains(name) { tellsServer = true }
                if Self.places.contains(name) || Self.habits.contains(name) { continue }
            }
            guard isKnown else {
                throw ConfigurationError(setting: setting, message: "there is no such setting")
            }
            guard let scalar = value.scalar else {
                throw ConfigurationError(setting: setting, message: "this is no single value")
            }
            texts[setting] = try EnvironmentText.resolve(
                scalar.string, environment, setting: setting)
        }
    }
}
