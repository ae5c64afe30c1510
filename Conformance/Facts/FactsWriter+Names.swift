/// How the server's names are spelled in our source.
extension FactsWriter {
    static let flagNames = [
        "readonly": "readOnly", "denyoom": "denyOOM", "noscript": "noScript",
        "skip_monitor": "skipMonitor", "skip_slowlog": "skipSlowlog", "no_auth": "noAuth",
        "no_mandatory_keys": "noMandatoryKeys", "no_async_loading": "noAsyncLoading",
        "no_multi": "noMulti", "movablekeys": "movableKeys", "allow_busy": "allowBusy",
        "multiple_token": "multipleToken", "syscmd": "systemCommand",
    ]

    static let categoryNames = ["sortedset": "sortedSet", "hyperloglog": "hyperLogLog"]

    static let groupNames = ["sorted-set": "sortedSet", "hyperloglog": "hyperLogLog"]

    static let kindNames = [
        "unix-time": "unixTime", "pure-token": "pureToken", "oneof": "oneOf",
    ]

    static let keyFlagNames = [
        "RO": "readOnly", "RW": "readWrite", "OW": "overwrite", "RM": "remove",
        "not_key": "notKey", "variable_flags": "variableFlags",
    ]

    /// Returns the member of an option set or enumeration that stands for the server's `name`.
    static func option(_ name: String, _ names: [String: String]) -> String {
        ".\(names[name] ?? name)"
    }

    /// Returns the property for the command called `name`: `clientNoEvict` for `client|no-evict`.
    static func identifier(_ name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        return words.dropFirst().reduce(String(words.first ?? "")) {
            $0 + $1.prefix(1).uppercased() + $1.dropFirst()
        }
    }

    /// Returns `text` as a literal.
    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped.replacing("\n", with: "\\n"))\""
    }
}
