/// The directives with a grammar of their own.
enum ConfigSpecials {
    @Sendable static func save(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        let isEmpty = words.isEmpty || words == [[]]
        var points: [Settings.SavePoint] = []
        if !isEmpty {
            guard words.count % 2 == 0 else { throw invalidSave }
            for index in stride(from: 0, to: words.count, by: 2) {
                guard let seconds = ConfigNumber.saturating(words[index])?.value, seconds >= 1,
                    let changes = ConfigNumber.saturating(words[index + 1])?.value, changes >= 0
                else { throw invalidSave }
                let cut = Int(Int32(truncatingIfNeeded: changes))
                points.append(Settings.SavePoint(seconds: seconds, changes: cut))
            }
        }
        // Lines of a file add up, the first replaces the defaults.
        let addsUp = source == .file && !settings.savePointsAreDefault && words != [[]]
        settings.savePoints = addsUp ? settings.savePoints + points : points
        settings.savePointsAreDefault = false
        let text = settings.savePoints.map { "\($0.seconds) \($0.changes)" }.joined(" ")
        return Array(text.utf8)
    }

    private static var invalidSave: ConfigError { ConfigError("Invalid save parameters") }

    @Sendable static func clientOutputBufferLimit(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        guard words.count % 4 == 0 else {
            throw ConfigError("Wrong number of arguments in buffer limit configuration.")
        }
        var limits = settings.clientOutputBufferLimits
        for index in stride(from: 0, to: words.count, by: 4) {
            guard let field = field(of: words[index]) else {
                throw ConfigError("Invalid client class specified in buffer limit configuration.")
            }
            guard let hard = ConfigNumber.memory(words[index + 1]),
                let soft = ConfigNumber.memory(words[index + 2]),
                let seconds = ConfigNumber.saturating(words[index + 3])?.value,
                case let cut = Int(Int32(truncatingIfNeeded: seconds)), cut >= 0
            else {
                throw ConfigError(
                    "Error in hard, soft or soft_seconds setting in buffer limit configuration.")
            }
            limits[keyPath: field] = Settings.OutputBufferLimit(
                hard: hard, soft: soft, softSeconds: cut)
        }
        settings.clientOutputBufferLimits = limits
        return Array(limits.text.utf8)
    }

    private static func field(
        of name: [UInt8]
    ) -> WritableKeyPath<Settings.OutputBufferLimits, Settings.OutputBufferLimit>? {
        if ConfigName.equal("normal", name) { return \.normal }
        if ConfigName.equal("slave", name) || ConfigName.equal("replica", name) {
            return \.replica
        }
        return ConfigName.equal("pubsub", name) ? \.pubsub : nil
    }

    @Sendable static func oomScoreAdjValues(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        guard words.count == 3 else { throw ConfigError("wrong number of arguments") }
        var values: [String] = []
        for word in words {
            guard let number = ConfigNumber.saturating(word),
                (-2000...2000).contains(number.value)
            else {
                throw ConfigError(
                    "Invalid oom-score-adj-values, elements must be between -2000 and 2000.")
            }
            values.append("\(number.value)")
        }
        return Array(values.joined(" ").utf8)
    }

    @Sendable static func notifyKeyspaceEvents(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        guard let classes = KeyspaceEventClasses(letters: words.first ?? []) else {
            throw ConfigError("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")
        }
        settings.notifyKeyspaceEvents = classes
        return classes.text
    }

    @Sendable static func bind(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        guard words.count <= 16 else { throw ConfigError("Too many bind addresses specified.") }
        let addresses = words == [[]] ? [] : words.map { String(decoding: $0, as: UTF8.self) }
        settings.bind = addresses
        return Array(addresses.joined(" ").utf8)
    }

    @Sendable static func replicaof(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        guard words.count == 2 else { throw ConfigError("wrong number of arguments") }
        if ConfigName.equal("no", words[0]), ConfigName.equal("one", words[1]) { return [] }
        guard let port = ConfigNumber.saturating(words[1])?.value, (0...65535).contains(port)
        else { throw ConfigError("Invalid master port") }
        return words[0] + Array(" \(port)".utf8)
    }

    @Sendable static func latencyPercentiles(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        var percentiles: [Double] = []
        for word in words == [[]] ? [] : words {
            guard let percentile = word.span.parseDouble() else {
                throw ConfigError("Invalid latency-tracking-info-percentiles parameters")
            }
            guard (0...100).contains(percentile) else {
                throw ConfigError(
                    "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]")
            }
            percentiles.append(percentile)
        }
        settings.latencyTrackingInfoPercentiles = percentiles
        return Array(percentiles.map(ConfigNumber.shortFixed).joined(" ").utf8)
    }

    /// Keeps the limit, which a server of any size has between these two.
    @Sendable static func hz(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        let kind = ConfigKind.integer(0...Int(Int32.max)) { $0.hz = min(max($1, 1), 500) }
        _ = try kind.set(words, in: &settings, from: source)
        return Array("\(settings.hz)".utf8)
    }

    /// Refuses what needs a jemalloc of Redis's own, as Debian's redis-server does.
    @Sendable static func activedefrag(
        _ settings: inout Settings, _ words: [[UInt8]], _ source: ConfigSource
    ) throws(ConfigError) -> [UInt8] {
        let text = try ConfigKind.bool(nil).set(words, in: &settings, from: source)
        guard text == Array("no".utf8) else {
            throw ConfigError(
                "Active defragmentation cannot be enabled: it requires a Redis server compiled"
                    + " with a modified Jemalloc like the one shipped by default with the Redis"
                    + " source distribution")
        }
        return text
    }
}

extension Settings.OutputBufferLimits {
    /// The limits as CONFIG GET prints them.
    var text: String {
        "normal \(normal.text) slave \(replica.text) pubsub \(pubsub.text)"
    }
}

extension Settings.OutputBufferLimit {
    /// The limit as CONFIG GET prints it.
    var text: String { "\(hard) \(soft) \(softSeconds)" }
}

/// What is checked of a string.
enum ConfigChecks {
    @Sendable static func databaseFileName(_ value: [UInt8]) -> String? {
        isPath(value) ? "dbfilename can't be a path, just a filename" : nil
    }

    @Sendable static func appendFileName(_ value: [UInt8]) -> String? {
        if value.isEmpty { return "appendfilename can't be empty" }
        return isPath(value) ? "appendfilename can't be a path, just a filename" : nil
    }

    @Sendable static func appendDirectoryName(_ value: [UInt8]) -> String? {
        if value.isEmpty { return "appenddirname can't be empty" }
        return isPath(value) ? "appenddirname can't be a path, just a dirname" : nil
    }

    private static func isPath(_ value: [UInt8]) -> Bool {
        value.contains(UInt8(ascii: "/")) || value.contains(UInt8(ascii: "\\"))
    }

    @Sendable static func hostName(_ value: [UInt8]) -> String? {
        guard value.count < 256 else { return "Hostnames must be less than 256 characters" }
        for byte in value {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
                continue
            default:
                return "Hostnames may only contain alphanumeric characters, hyphens or dots"
            }
        }
        return nil
    }

    /// The variables of a process title, each of which may come to nothing.
    private static let titleVariables: [(name: String, isNeverEmpty: Bool)] = [
        ("title", false), ("listen-addr", true), ("server-mode", true), ("port", true),
        ("tls-port", true), ("config-file", false), ("unixsocket", false),
    ]

    @Sendable static func processTitle(_ value: [UInt8]) -> String? {
        let reason = "template format is invalid or contains unknown variables"
        var isEmpty = true
        var rest = value[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "{") else {
                isEmpty = false
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return reason }
            let name = Array(rest[..<end])
            guard let known = titleVariables.first(where: { Array($0.name.utf8) == name }) else {
                return reason
            }
            if known.isNeverEmpty { isEmpty = false }
            rest = rest[(end + 1)...]
        }
        return isEmpty ? reason : nil
    }
}
