import MartletRESP

/// What Redis does with keys whose time passes, in few lines: strings with a deadline each.
///
/// It is held to the real server with short times that pass in truth. Where it holds, it tells what
/// a server has to reply whose clock is moved by hand.
struct ExpiryModel {
    private struct Entry {
        var value: String
        /// When it is gone, in milliseconds since 1970.
        var deadline: Int?
    }

    private var entries: [String: Entry] = [:]
    private(set) var now: Int

    init(now: Int) {
        self.now = now
    }

    /// Lets time pass; a key is gone at its deadline.
    mutating func pass(_ milliseconds: Int) {
        now += milliseconds
        entries = entries.filter { entry in entry.value.deadline.map { $0 > now } ?? true }
    }

    /// Returns what the reply to a call is, and does what the call does.
    mutating func reply(to words: [String]) -> RESPValue {
        let key = words[1]
        switch words[0] {
        case "SET": return set(key, words[2], Array(words.dropFirst(3)))
        case "GETSET": return replace(key, words[2])
        case "GET": return text(key)
        case "GETEX": return getAndExpire(key, Array(words.dropFirst(2)))
        case "APPEND": return append(words[2], to: key)
        case "PTTL": return remaining(key)
        case "PEXPIRETIME":
            return .integer(Int64(entries[key].map { $0.deadline ?? -1 } ?? -2))
        case "PEXPIRE":
            return expire(key, at: now + (Int(words[2]) ?? 0), words.dropFirst(3).first)
        case "PERSIST":
            guard entries[key]?.deadline != nil else { return .integer(0) }
            entries[key]?.deadline = nil
            return .integer(1)
        case "DEL": return .integer(entries.removeValue(forKey: key) == nil ? 0 : 1)
        case "RENAME":
            guard let entry = entries.removeValue(forKey: key) else {
                return .error("ERR no such key")
            }
            entries[words[2]] = entry
            return .simpleString("OK")
        case "COPY":
            guard let entry = entries[key], entries[words[2]] == nil else { return .integer(0) }
            entries[words[2]] = entry
            return .integer(1)
        default: return .integer(Int64(entries[key] == nil ? 0 : 1))
        }
    }

    private func text(_ key: String) -> RESPValue {
        entries[key].map { .bulkString(Array($0.value.utf8)) } ?? .null
    }

    private mutating func set(_ key: String, _ value: String, _ options: [String]) -> RESPValue {
        let old = entries[key]
        var deadline: Int?
        switch options.first {
        case "PX": deadline = now + (Int(options[1]) ?? 0)
        case "KEEPTTL": deadline = old?.deadline
        case "NX" where old != nil, "XX" where old == nil: return .null
        default: break
        }
        entries[key] = Entry(value: value, deadline: deadline)
        return .simpleString("OK")
    }

    private mutating func replace(_ key: String, _ value: String) -> RESPValue {
        let old = text(key)
        entries[key] = Entry(value: value)
        return old
    }

    private mutating func getAndExpire(_ key: String, _ options: [String]) -> RESPValue {
        guard entries[key] != nil else { return .null }
        switch options.first {
        case "PX": entries[key]?.deadline = now + (Int(options[1]) ?? 0)
        case "PERSIST": entries[key]?.deadline = nil
        default: break
        }
        return text(key)
    }

    private mutating func append(_ value: String, to key: String) -> RESPValue {
        entries[key, default: Entry(value: "")].value += value
        return .integer(Int64(entries[key]?.value.utf8.count ?? 0))
    }

    private func remaining(_ key: String) -> RESPValue {
        guard let entry = entries[key] else { return .integer(-2) }
        return .integer(Int64(entry.deadline.map { $0 - now } ?? -1))
    }

    private mutating func expire(
        _ key: String, at deadline: Int, _ condition: String?
    ) -> RESPValue {
        guard let entry = entries[key] else { return .integer(0) }
        let isMet =
            switch condition {
            case "NX": entry.deadline == nil
            case "XX": entry.deadline != nil
            // A key without a deadline lives for ever, which is later than any.
            case "GT": entry.deadline.map { deadline > $0 } ?? false
            case "LT": entry.deadline.map { deadline < $0 } ?? true
            default: true
            }
        guard isMet else { return .integer(0) }
        if deadline <= now {
            entries[key] = nil
        } else {
            entries[key]?.deadline = deadline
        }
        return .integer(1)
    }
}
