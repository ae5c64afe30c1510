/// Where a client finds its server, and who it is there.
struct RedisURL: Equatable, Sendable {
    enum Place: Equatable, Sendable {
        case memory(name: String)
        case tcp(RedisAddress, tls: Bool)
        case unix(path: String)
        case cluster([RedisAddress])
    }

    var place: Place
    var user: String?
    var password: String?
    var database = 0
    var protocolVersion: Int?
    var writeConcern: RedisWriteConcern?

    /// Reads a URL.
    init(_ text: String) throws(RedisError) {
        guard let colon = text.firstRange(of: "://") else {
            throw .invalidURL("there is no '://' in it")
        }
        let scheme = text[..<colon.lowerBound].lowercased()
        var rest = text[colon.upperBound...]
        var query: Substring = ""
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var authority = rest[..<slash]
        let path = rest[slash...]
        place = .memory(name: "")
        if let at = authority.lastIndex(of: "@") {
            try readUser(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        switch scheme {
        case "martlet":
            guard authority == "memory" else {
                throw .invalidURL("martlet:// has no place but 'memory'")
            }
        case "redis", "rediss":
            place = .tcp(
                try RedisAddress(authority.isEmpty ? "127.0.0.1" : authority),
                tls: scheme == "rediss")
        case "redis+unix", "unix":
            guard path.count > 1 else { throw .invalidURL("there is no path of a socket") }
            place = .unix(path: try Self.decoded(path))
        case "redis-cluster":
            place = .cluster(
                try authority.split(separator: ",").map { (node) throws(RedisError) in
                    try RedisAddress(node)
                })
            guard place != .cluster([]) else { throw .invalidURL("there is no node") }
        default: throw .invalidURL("there is no scheme '\(scheme)'")
        }
        if case .unix = place {} else { try readDatabase(path.dropFirst()) }
        try readQuery(query)
        if case .cluster = place, database != 0 {
            throw .invalidURL("a cluster has no database but 0")
        }
    }

    private mutating func readUser(_ text: Substring) throws(RedisError) {
        guard let colon = text.firstIndex(of: ":") else {
            // As in redis-py: what stands alone is the user. A user without a password says nothing.
            user = try Self.decoded(text)
            return
        }
        let name = try Self.decoded(text[..<colon])
        user = name.isEmpty ? nil : name
        password = try Self.decoded(text[text.index(after: colon)...])
    }

    private mutating func readDatabase(_ text: Substring) throws(RedisError) {
        guard !text.isEmpty else { return }
        guard let number = Int(text), number >= 0 else {
            throw .invalidURL("the database '\(text)' is no number")
        }
        database = number
    }

    private mutating func readQuery(_ query: Substring) throws(RedisError) {
        var replicas = 0
        var timeout: Duration?
        for part in query.split(separator: "&") {
            let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = try Self.decoded(words.count > 1 ? words[1] : "")
            switch (words[0], place) {
            case ("db", _): try readDatabase(value[...])
            case ("protocol", _):
                guard let version = Int(value), (2...3).contains(version) else {
                    throw .invalidURL("there is no protocol '\(value)'")
                }
                protocolVersion = version
            case ("wait", _):
                guard let count = Int(value), count >= 0 else {
                    throw .invalidURL("'\(value)' is no number of replicas")
                }
                replicas = count
            case ("wait-timeout", _):
                guard let milliseconds = Int(value), milliseconds > 0 else {
                    throw .invalidURL("'\(value)' is no number of milliseconds")
                }
                timeout = .milliseconds(milliseconds)
            case ("name", .memory): place = .memory(name: value)
            default: throw .invalidURL("there is no option '\(words[0])'")
            }
        }
        guard replicas > 0 else { return }
        var concern = RedisWriteConcern(replicas: replicas)
        if let timeout { concern.timeout = timeout }
        writeConcern = concern
    }

    /// Returns a part of a URL with its percent signs resolved.
    static func decoded(_ text: Substring) throws(RedisError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
                throw .invalidURL("behind '%' there are no two digits")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Where a server listens.
struct RedisAddress: Hashable, Sendable, CustomStringConvertible {
    var host: String
    var port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads a host, an IPv6 address in brackets too, and a port, by default 6379.
    init(_ text: Substring) throws(RedisError) {
        port = 6379
        var rest = text
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        } else {
            let end = rest.lastIndex(of: ":") ?? rest.endIndex
            host = try RedisURL.decoded(rest[..<end])
            rest = rest[end...]
        }
        guard !host.isEmpty else { throw .invalidURL("there is no host") }
        guard !rest.isEmpty else { return }
        guard rest.first == ":", let number = Int(rest.dropFirst()), (1...65535).contains(number)
        else { throw .invalidURL("'\(text)' has no port between 1 and 65535") }
        port = number
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension RedisError {
    static func invalidURL(_ reason: String) -> RedisError {
        RedisError(code: .invalidURL, message: reason)
    }
}
