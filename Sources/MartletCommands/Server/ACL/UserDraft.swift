import MartletEngine

/// A user as ACL SETUSER would make it, as far as it takes to find the errors in its rules and to know
/// whether they change anything.
struct UserDraft {
    private var selector = SelectorDraft()
    private var passwords: [String]
    private var isOpen: Bool
    private var isChangedItself: Bool

    /// Begins with the default user as it is, or with a new one.
    init(isDefault: Bool, password: [UInt8]) {
        selector.hasAllCommands = isDefault
        selector.hasAllKeys = isDefault
        selector.hasAllChannels = isDefault
        let hasPassword = isDefault && !password.isEmpty
        passwords = hasPassword ? [SHA256.hexadecimal(of: password)] : []
        isOpen = isDefault && password.isEmpty
        isChangedItself = !isDefault
    }

    /// Whether there is anything to change.
    var isChanged: Bool { isChangedItself || selector.isChanged }

    /// Obeys a rule.
    ///
    /// - Throws: The error for one that can't be obeyed.
    mutating func obey(_ rule: [UInt8], _ table: CommandTable) throws(ReplyError) {
        do throws(SelectorDraft.Failure) {
            try obeyChecked(rule, table)
        } catch {
            throw .quoting(
                rule.span, after: "ERR Error in ACL SETUSER modifier '",
                before: "': \(error.rawValue)")
        }
    }

    private mutating func obeyChecked(
        _ rule: [UInt8], _ table: CommandTable
    ) throws(SelectorDraft.Failure) {
        guard let first = rule.first else { return }
        switch String(copying: rule.span.prefixOfText(.max)).lowercased() {
        case "on", "clearselectors": return
        case "off", "skip-sanitize-payload", "sanitize-payload": isChangedItself = true
        case "nopass":
            isChangedItself = isChangedItself || !isOpen
            passwords = []
            isOpen = true
        case "resetpass":
            isChangedItself = true
            passwords = []
            isOpen = false
        case "reset":
            self = UserDraft(isDefault: false, password: [])
        default:
            switch first {
            case UInt8(ascii: ">"), UInt8(ascii: "#"): add(try Self.hash(in: rule))
            case UInt8(ascii: "<"), UInt8(ascii: "!"): try remove(Self.hash(in: rule))
            case UInt8(ascii: "(") where rule.last == UInt8(ascii: ")"):
                try Self.checkSelector(rule, table)
                isChangedItself = true
            default: try selector.obey(rule, table)
            }
        }
    }

    private mutating func add(_ hash: String) {
        isChangedItself = isChangedItself || isOpen || !passwords.contains(hash)
        isOpen = false
        if !passwords.contains(hash) { passwords.append(hash) }
    }

    private mutating func remove(_ hash: String) throws(SelectorDraft.Failure) {
        guard let index = passwords.firstIndex(of: hash) else { throw .unknownPassword }
        passwords.remove(at: index)
        isChangedItself = true
    }

    /// Returns the hash of the password in a rule, which has the password or the hash itself.
    private static func hash(in rule: [UInt8]) throws(SelectorDraft.Failure) -> String {
        let secret = Array(rule.dropFirst())
        switch rule.first {
        case UInt8(ascii: ">"), UInt8(ascii: "<"): return SHA256.hexadecimal(of: secret)
        default:
            let digits = Array("0123456789abcdef".utf8)
            guard secret.count == 64, secret.allSatisfy(digits.contains) else {
                throw .malformedHash
            }
            return String(decoding: secret, as: UTF8.self)
        }
    }

    /// Checks the rules in parentheses. What can't be split into words has none, as in Redis.
    private static func checkSelector(
        _ rule: [UInt8], _ table: CommandTable
    ) throws(SelectorDraft.Failure) {
        var selector = SelectorDraft()
        guard let words = SplitArguments(rule[1..<rule.count - 1].span) else { return }
        for index in 0..<words.count { try selector.obey([UInt8](words[index]), table) }
    }
}
