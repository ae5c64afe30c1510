import MartletEngine

/// The commands, keys and channels that rules of ACL SETUSER let a user have, as far as the errors of
/// further rules go by them.
struct SelectorDraft {
    /// Why a rule can't be obeyed.
    enum Failure: String, Error {
        case syntax = "Syntax error"
        case unknownCommand = "Unknown command or category name in ACL"
        case firstArgumentOfSubcommand =
            "Allowing first-arg of a subcommand is not supported"
        case allKeysAlready = """
            Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not \
            have any effect. Try 'resetkeys' to start with an empty list of patterns
            """
        case allChannelsAlready = """
            Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does \
            not have any effect. Try 'resetchannels' to start with an empty list of channels
            """
        case unknownPassword =
            "The password you are trying to remove from the user does not exist"
        case malformedHash = """
            The password hash must be exactly 64 characters and contain only lowercase \
            hexadecimal characters
            """
    }

    var hasAllCommands = false
    var hasAllKeys = false
    var hasAllChannels = false
    /// Whether a rule changed anything.
    var isChanged = false

    /// Obeys a rule about commands, keys or channels.
    mutating func obey(_ rule: [UInt8], _ table: CommandTable) throws(Failure) {
        switch String(copying: rule.span.prefixOfText(.max)).lowercased() {
        case "allkeys", "~*": set(\.hasAllKeys, true)
        case "resetkeys": set(\.hasAllKeys, false)
        case "allchannels", "&*": set(\.hasAllChannels, true)
        case "resetchannels": set(\.hasAllChannels, false)
        case "allcommands", "+@all": set(\.hasAllCommands, true)
        case "nocommands", "-@all": set(\.hasAllCommands, false)
        default: try obeyPattern(rule, table)
        }
    }

    private mutating func set(_ flag: WritableKeyPath<SelectorDraft, Bool>, _ value: Bool) {
        isChanged = isChanged || self[keyPath: flag] != value
        self[keyPath: flag] = value
    }

    private mutating func obeyPattern(_ rule: [UInt8], _ table: CommandTable) throws(Failure) {
        switch rule.first {
        case UInt8(ascii: "~"), UInt8(ascii: "%"):
            guard !hasAllKeys else { throw .allKeysAlready }
            guard let pattern = Self.keyPattern(rule), !pattern.span.hasBlanks else {
                throw .syntax
            }
            isChanged = true
        case UInt8(ascii: "&"):
            guard !hasAllChannels else { throw .allChannelsAlready }
            guard !rule.span.hasBlanks else { throw .syntax }
            isChanged = true
        case UInt8(ascii: "+"):
            try Self.checkAdded(Self.name(in: rule), table)
            isChanged = isChanged || !hasAllCommands
        case UInt8(ascii: "-"):
            let name = Self.name(in: rule)
            guard Self.isCategory(name) || table.spec(called: name) != nil else {
                throw .unknownCommand
            }
            isChanged = true
            hasAllCommands = false
        default: throw .syntax
        }
    }

    /// Returns the pattern of a rule such as `~p` or `%RW~p`, or nil if that isn't one.
    private static func keyPattern(_ rule: [UInt8]) -> [UInt8]? {
        guard rule.first == UInt8(ascii: "%") else { return Array(rule.dropFirst()) }
        var permissions: Set<UInt8> = []
        for (index, byte) in rule.enumerated().dropFirst() {
            switch byte {
            case UInt8(ascii: "~") where !permissions.isEmpty: return Array(rule[(index + 1)...])
            case UInt8(ascii: "R"), UInt8(ascii: "r"), UInt8(ascii: "W"), UInt8(ascii: "w"):
                guard permissions.insert(byte & 0xdf).inserted else { return nil }
            default: return nil
            }
        }
        return permissions.isEmpty ? nil : []
    }

    private static func name(in rule: [UInt8]) -> String {
        String(copying: rule.span.extracting(1..<rule.count).prefixOfText(.max))
    }

    /// Whether this is `@` and the name of a category.
    private static func isCategory(_ name: String) -> Bool {
        guard name.hasPrefix("@") else { return false }
        return name.lowercased() == "@all" || ACLCategories.named(String(name.dropFirst())) != nil
    }

    /// Checks what a rule adds: a category, a command, a subcommand or a command's first argument.
    private static func checkAdded(_ name: String, _ table: CommandTable) throws(Failure) {
        if name.hasPrefix("@") {
            guard isCategory(name) else { throw .unknownCommand }
            return
        }
        guard let bar = name.lastIndex(of: "|") else {
            guard table.spec(called: name) != nil else { throw .unknownCommand }
            return
        }
        guard let command = table.spec(called: String(name[..<bar])) else { throw .unknownCommand }
        guard !command.fullName.contains("|") else { throw .firstArgumentOfSubcommand }
        guard name.index(after: bar) < name.endIndex else { throw .syntax }
        guard command.subcommands.isEmpty || table.spec(called: name) != nil else {
            throw .unknownCommand
        }
    }
}
