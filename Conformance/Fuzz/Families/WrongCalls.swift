import ConformanceKit

/// Makes calls wrong: in the number of their arguments, in type, range or option.
enum WrongCalls {
    /// Changes a call in some way; its rule follows where chance comes into it.
    static func spoil(_ call: inout FuzzCall, _ vocabulary: inout Vocabulary) {
        let name = call.name
        // What a changed scan or a changed draw does to the data follows from chance.
        guard !name.hasSuffix("SCAN"), !untouched.contains(name) else { return }
        if name == "CLIENT", untouchedOfClients.contains(call.secondName) { return }
        // One that has lost its ALPHA would sort numbers, of which an earlier call decides in Redis
        // whether they are any.
        if name.hasPrefix("SORT"), call.words.contains(alpha) {
            return call.words.append(vocabulary.pick(odd))
        }
        if case .unordered = call.rule, drawing.contains(name) { call.rule = .shape }
        let isDelicate = delicate.contains(name)
        switch vocabulary.random.below(8) {
        // A time of day that has lost its ABSTTL would be one soon.
        case 0 where call.words.count > 1 && !name.hasPrefix("RESTORE"): call.words.removeLast()
        case 1: call.words.append(vocabulary.pick(words(for: name)))
        case 2 where call.words.count > 2 && !isDelicate:
            call.words.remove(at: 1 + vocabulary.random.below(call.words.count - 1))
        case 3 where call.words.count > 2 && !isDelicate:
            let one = 1 + vocabulary.random.below(call.words.count - 1)
            let other = 1 + vocabulary.random.below(call.words.count - 1)
            call.words.swapAt(one, other)
        case 4 where call.words.count > 1:
            let place = 1 + vocabulary.random.below(call.words.count - 1)
            call.words[place] = call.words[place].map(swappedCase)
        case 5 where vocabulary.happens(onceIn: 8):
            call.words[0].append(UInt8(ascii: "x"))
        default:
            guard call.words.count > 1 else { return }
            let place = 1 + vocabulary.random.below(call.words.count - 1)
            call.words[place] = vocabulary.pick(words(for: name))
        }
    }

    /// Which words may come into a call.
    private static func words(for name: String) -> [String] {
        guard delicate.contains(name) else { return odd }
        // Whether one of two equal times from now on is the later one goes by the millisecond.
        return ["EXPIRE", "PEXPIRE"].contains(name) ? harmless.filter { $0 != "GT" } : harmless
    }

    private static func swappedCase(_ byte: UInt8) -> UInt8 {
        let isLetter = 0x41...0x5a ~= byte & 0xdf
        return isLetter ? byte ^ 0x20 : byte
    }

    private static let untouched: Set<String> = [
        "SPOP", "COMMAND", "CONFIG", "SLOWLOG", "DEBUG", "WAIT", "MIGRATE", "REPLICAOF", "SLAVEOF",
        "MODULE",
    ]
    /// What a changed one of these finds, or does to others, goes by the ids of connections.
    private static let untouchedOfClients: Set<String> = ["KILL", "LIST", "REPLY", "UNBLOCK"]
    private static let alpha = Array("ALPHA".utf8)
    private static let drawing: Set<String> = ["SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER"]
    /// Commands in which a number in the wrong place may be a time that comes soon, or the length
    /// of a very long string.
    private static let delicate: Set<String> = [
        "SET", "SETEX", "PSETEX", "GETEX", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "RESTORE",
        "RESTORE-ASKING",
        "SETRANGE", "SETBIT", "BITFIELD",
    ]
    private static let harmless = [
        "", "abc", "-1", "0", "9223372036854775807", "9223372036854775808", "1.5", " 1", "NX", "GT",
        "-9223372036854775808", "KEEPTTL", "GET",
    ]
    private static let odd =
        harmless + [
            "1 ", "+5", "0x10", "01", "-9223372036854775809", "18446744073709551616", "4294967296",
            "nan", "inf", "-inf", "1e400", "XX", "LT", "COUNT", "LIMIT", "WITHSCORES", "MATCH",
            "STORE", "(", "[", "(1", "[a", "-", "+", "$", ">", "1-1", "2", "3",
            "ASC", "REV", "CH", "INCR", "km", "s1", "z1", "h1", "l1", "e1", "x1",
        ]
}
