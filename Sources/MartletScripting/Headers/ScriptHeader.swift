import MartletEngine

/// What a script says of itself in flags.
struct ScriptFlags: OptionSet {
    let rawValue: UInt8

    static let noWrites = ScriptFlags(rawValue: 1 << 0)
    static let allowOOM = ScriptFlags(rawValue: 1 << 1)
    static let allowStale = ScriptFlags(rawValue: 1 << 2)
    static let noCluster = ScriptFlags(rawValue: 1 << 3)
    static let allowCrossSlotKeys = ScriptFlags(rawValue: 1 << 4)
    /// It has no first line that says anything, as all scripts once.
    static let saysNothing = ScriptFlags(rawValue: 1 << 7)

    /// The names in the order in which they are told.
    static let names: [(name: StaticString, flag: ScriptFlags)] = [
        ("no-writes", .noWrites), ("allow-oom", .allowOOM), ("allow-stale", .allowStale),
        ("no-cluster", .noCluster), ("allow-cross-slot-keys", .allowCrossSlotKeys),
    ]

    /// What a command may do that runs the script; nil if it doesn't say.
    var commandFlags: CommandFlags? {
        if contains(.saysNothing) { return nil }
        if contains(.noWrites) { return [] }
        return contains(.allowOOM) ? .write : [.write, .denyOOM]
    }

    /// Returns the flag of a name in small letters, or in any if it doesn't matter.
    static func flag(called name: Span<UInt8>, inAnyCase: Bool) -> ScriptFlags? {
        names.first { entry in
            let expected = entry.name.bytes
            guard expected.count == name.count else { return false }
            return name.indices.allSatisfy { index in
                name[index] == expected[index]
                    || inAnyCase && (0x41...0x5a).contains(name[index])
                        && name[index] | 0x20 == expected[index]
            }
        }?.flag
    }
}

/// The first line of a script: `#!lua flags=no-writes,allow-stale`.
struct ScriptHeader {
    private(set) var flags: ScriptFlags = .saysNothing
    /// How many bytes it has. The line's end belongs to the script, whose lines are counted.
    private(set) var count = 0

    /// - Throws: The error for a line that isn't right.
    init(of script: Span<UInt8>) throws(ReplyError) {
        guard script.count >= 2, script[0] == UInt8(ascii: "#"), script[1] == UInt8(ascii: "!")
        else { return }
        guard let end = script.firstLineEnd else { throw .invalidHeader }
        count = end
        flags = []
        guard let words = SplitArguments(script.extracting(first: end)), words.count > 0 else {
            throw .invalidEngine
        }
        guard words[0].isEqual(to: "#!lua".utf8.span) else {
            throw .quoting("Unexpected engine in script shebang: ", [UInt8](words[0]))
        }
        for index in 1..<words.count { try read(option: words[index]) }
    }

    private mutating func read(option: Span<UInt8>) throws(ReplyError) {
        let prefix = "flags=".utf8.span
        guard option.count >= prefix.count,
            option.extracting(first: prefix.count).isEqual(to: prefix)
        else {
            throw .quoting("Unknown lua shebang option: ", [UInt8](option))
        }
        let names = [UInt8](option.extracting(prefix.count..<option.count))
        guard !names.isEmpty else { return }
        for name in names.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let flag = ScriptFlags.flag(called: Array(name).span, inAnyCase: false) else {
                throw .quoting("Unexpected flag in script shebang: ", Array(name))
            }
            flags.insert(flag)
        }
    }
}

extension Span<UInt8> {
    /// Where the first line ends, within C's text, which ends at a zero byte; nil if it doesn't.
    var firstLineEnd: Int? {
        for i in indices {
            if self[i] == UInt8(ascii: "\n") { return i }
            if self[i] == 0 { return nil }
        }
        return nil
    }
}
