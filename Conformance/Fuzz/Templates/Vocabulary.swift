import ConformanceKit

/// Chooses the words of calls.
struct Vocabulary {
    var random: SeededRandom
    /// How many a counted part was repeated.
    var lastCount = 1
    private(set) var firstKey: [UInt8] = []
    private var hasKey = false
    /// The last time in a new stream entry's id.
    private var lastMilliseconds = 1
    private let payloads: PayloadPool

    init(seed: UInt64, payloads: PayloadPool = PayloadPool()) {
        random = SeededRandom(seed: seed)
        self.payloads = payloads
    }

    /// Makes the next key the first of a step.
    mutating func forgetKeys() {
        hasKey = false
        firstKey = []
    }

    /// How often a part is repeated: seldom more than a few times.
    mutating func repetitions() -> Int {
        let draw = random.below(64)
        if draw < 36 { return 1 + draw % 2 }
        if draw < 60 { return 1 + draw % 5 }
        return 1 + random.below(40)
    }

    /// Adds a word of a kind.
    mutating func append(_ kind: WordKind, to words: inout [[UInt8]]) {
        if let keys = kind.keys {
            let key = key(keys)
            if !hasKey {
                hasKey = true
                firstKey = key
            }
            words.append(key)
        } else {
            words.append(word(kind))
        }
    }

    private mutating func key(_ keys: [String]) -> [UInt8] {
        let draw = random.below(128)
        if draw < 112 { return pick(keys) }
        if draw < 126 { return pick(WordKind.allKeys) }
        return draw == 126 ? [] : [0, 0xff, UInt8(ascii: "k")]
    }

    /// Returns one of some texts.
    mutating func pick(_ texts: [String]) -> [UInt8] {
        Array(texts[random.below(texts.count)].utf8)
    }

    /// Returns one of some bytes.
    mutating func pick(_ choices: [[UInt8]]) -> [UInt8] {
        choices.isEmpty ? [] : choices[random.below(choices.count)]
    }

    mutating func text(_ number: Int) -> [UInt8] { Array(String(number).utf8) }

    /// Whether something happens that happens once in so many times.
    mutating func happens(onceIn count: Int) -> Bool { random.below(count) == 0 }

    private mutating func word(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .value, .blob, .element, .member, .field, .number, .text: content(kind)
        case .integer, .small, .count, .index, .offset, .bit, .database, .threshold: integer(kind)
        case .float, .score, .bound, .lex, .lexlow, .lexhigh: bound(kind)
        case .seconds, .milliseconds, .at, .atms, .oddseconds, .oddmilliseconds, .future, .futurems:
            time(kind)
        case .id, .newid, .low, .high, .group, .consumer, .pending: streamWord(kind)
        case .payload: pick(payloads.values)
        case .library: pick(payloads.libraries)
        case .client: ConversationNames.identity(of: ConversationNames.all[random.below(4)])
        default: other(kind)
        }
    }

    /// The next id of an entry: later than all before, or now and then not.
    mutating func newID() -> [UInt8] {
        if happens(onceIn: 16) { return pick(Self.oddIDs) }
        if happens(onceIn: 8) { return Array("\(lastMilliseconds)-*".utf8) }
        if !happens(onceIn: 8) { lastMilliseconds += 1 }
        return Array("\(lastMilliseconds)-\(random.below(3))".utf8)
    }

    /// The time in an id of an entry that may be there.
    mutating func knownMilliseconds() -> Int { max(0, lastMilliseconds - random.below(24)) }

    /// An id of an entry that may be there.
    mutating func knownID() -> [UInt8] {
        Array("\(knownMilliseconds())-\(random.below(3))".utf8)
    }

    static let oddIDs = [
        "0-0", "0-1", "5", "1-1", "18446744073709551615-18446744073709551615", "x", "1-", "-1",
        "0-*", "18446744073709551616-1", "1-1-1", "00-7",
    ]
}

extension WordKind {
    /// The keys that a kind of key is chosen from, nil for other words.
    var keys: [String]? {
        switch self {
        case .string: ["s1", "s2", "s3"]
        case .counter: ["n1", "n2"]
        case .list: ["l1", "l2", "l3"]
        case .set: ["e1", "e2", "e3"]
        case .hash: ["h1", "h2", "h3"]
        case .zset: ["z1", "z2", "z3"]
        case .stream: ["x1", "x2"]
        case .hll: ["p1", "p2", "p3"]
        case .geo: ["g1", "g2"]
        case .bits: ["b1", "b2", "b3"]
        case .key: Self.allKeys
        default: nil
        }
    }

    /// All keys of the small key space.
    static let allKeys = [
        "s1", "s2", "s3", "n1", "n2", "l1", "l2", "l3", "e1", "e2", "e3", "h1", "h2", "h3", "z1",
        "z2", "z3", "x1", "x2", "p1", "p2", "p3", "g1", "g2", "b1", "b2", "b3", "nosuch",
    ]
}
