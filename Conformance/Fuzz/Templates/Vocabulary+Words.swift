import ConformanceKit

/// The words of each kind.
extension Vocabulary {
    // MARK: Contents

    mutating func content(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .number: return number()
        case .member: return pick(Self.members)
        case .field: return pick(Self.fields)
        case .text: return letters(random.below(12))
        case .element:
            return switch random.below(8) {
            case 0...3: pick(Self.members)
            case 4, 5: text(random.below(40) - 4)
            case 6: number()
            default: unlikeEmpty(blob())
            }
        case .blob: return blob()
        default:
            return switch random.below(8) {
            case 0, 1: number()
            case 2...4: letters(random.below(24))
            default: blob()
            }
        }
    }

    /// A whole number of any size.
    mutating func number() -> [UInt8] {
        switch random.below(8) {
        case 0...4: text(random.below(200) - 50)
        case 5: text(Int(Int32(truncatingIfNeeded: random.next())))
        case 6: text(Int(Int64(truncatingIfNeeded: random.next())))
        default: pick(Self.edges)
        }
    }

    private mutating func letters(_ count: Int) -> [UInt8] {
        let bits = random.next()
        return (0..<count).map { UInt8(ascii: "a") + UInt8((bits >> UInt64($0 * 2)) & 3) }
    }

    /// Bytes of any kind: repeated ones, which can be compressed, or random ones.
    private mutating func blob() -> [UInt8] {
        let length =
            switch random.below(32) {
            case 0...15: random.below(24)
            case 16...27: random.below(100)
            case 28...30: random.below(700)
            default: random.below(9000)
            }
        switch random.below(4) {
        case 0: return [UInt8](repeating: UInt8(ascii: "a") + UInt8(length % 5), count: length)
        case 1: return (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 7) }
        case 2: return (0..<length).map { _ in UInt8(ascii: "0") + UInt8(random.below(10)) }
        default: return (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
    }

    /// Changes a zero at the beginning: SORT ALPHA takes what follows one for nothing, and which of two
    /// such texts comes first then follows from the order of a hash table.
    private func unlikeEmpty(_ bytes: [UInt8]) -> [UInt8] {
        bytes.first == 0 ? [1] + bytes.dropFirst() : bytes
    }

    private static let members =
        (0..<10).map(String.init) + "abcdefghijklmnop".map(String.init) + [
            "", "-1", "10", "100", "1000", "70000", "5000000000", "foo", "bar", "1.5",
        ]
    private static let fields =
        "abcdefgh".map(String.init) + ["1", "2", "3", "10", "f", "long field name"]
    private static let edges = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775806", "2147483647",
        "-2147483648", "2147483648", "32767", "32768", "-32769", "65535", "65536", "127", "128",
        "-129", "8388607", "8388608", "4095", "4096", "12", "13", "-0", "00", "+1", "1e3",
    ]

    // MARK: Integers

    mutating func integer(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .integer: number()
        case .small: text(random.below(5))
        case .count: text(random.below(8) == 0 ? random.below(200) : 1 + random.below(8))
        case .index: text(random.below(24) - 10)
        case .offset: text(random.below(6) == 0 ? random.below(3000) : random.below(40))
        case .bit: text(random.below(2))
        case .threshold: text([0, 1, 2, 3, 4, 6, 8, 16, 32, 64, 128, 512][random.below(12)])
        default: text(random.below(3))
        }
    }

    // MARK: Floating point and ranges

    mutating func bound(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .float, .score: return decimal()
        case .bound:
            if happens(onceIn: 4) { return pick(["-inf", "+inf", "inf", "(-inf", "(inf"]) }
            return (happens(onceIn: 3) ? [UInt8(ascii: "(")] : []) + decimal()
        case .lexlow:
            if happens(onceIn: 3) { return [UInt8(ascii: "-")] }
        case .lexhigh:
            if happens(onceIn: 3) { return [UInt8(ascii: "+")] }
        default: break
        }
        if happens(onceIn: 12) { return pick(["-", "+", "a", "", "["]) }
        return [UInt8(ascii: happens(onceIn: 2) ? "[" : "(")] + pick(Self.members)
    }

    private mutating func decimal() -> [UInt8] {
        switch random.below(16) {
        case 0...7: return text(random.below(20) - 5)
        case 8, 9: return Array("\(random.below(2000) - 1000).\(random.below(1000))".utf8)
        case 10: return Array("\(Double(random.below(1_000_000)) / 7)".utf8)
        case 11: return Array("0.\(random.next())".utf8)
        case 12: return number()
        case 13:
            let drawn = Double(bitPattern: random.next())
            return Array("\(drawn.isNaN ? 0.5 : drawn)".utf8)
        case 14: return pick(Self.oddDecimals)
        default: return pick(["0.1", "0.5", "-0.25", "1.5", "3.0", "1e3", "-2.5e-3", "1e17"])
        }
    }

    private static let oddDecimals = [
        "inf", "-inf", "+inf", "-0", "-0.0", "1e308", "-1e308", "5e-324", "1e-320",
        "9007199254740993", "0.30000000000000004", "1e21", "123456789012345678", "1e15", "1e16",
        "0x1p3", "1e400", "nan", ".5", "5.", "infinity", " 1", "1 ", "1e", "99999999999999999999",
    ]

    // MARK: Times

    mutating func time(_ kind: WordKind) -> [UInt8] {
        if happens(onceIn: 40) { return pick(Self.oddTimes) }
        switch kind {
        case .seconds: return text((1 + random.below(9)) * 100_000)
        case .milliseconds: return text((1 + random.below(9)) * 100_000_000)
        // So that two are not the same, whose order would follow from the moment.
        case .oddseconds: return text(100_000 + random.below(800_000) * 7)
        case .oddmilliseconds: return text((100_000 + random.below(800_000) * 7) * 1000)
        case .future: return text(futureSeconds())
        case .futurems: return text(futureSeconds() * 1000)
        case .at: return text(happens(onceIn: 6) ? random.below(100) : futureSeconds())
        default: return text(happens(onceIn: 6) ? random.below(100) : futureSeconds() * 1000)
        }
    }

    private mutating func futureSeconds() -> Int { 2_000_000_000 + random.below(9) * 1_000_000 }

    /// What is over or wrong, but never in the near future.
    private static let oddTimes = [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "9223372036854775", "9223372036854776", "x", "", "1.5", "-100000",
    ]

    // MARK: Streams

    mutating func streamWord(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .newid: newID()
        case .group: pick(["ga", "gb"])
        case .consumer: pick(["ca", "cb", "cc"])
        case .id: happens(onceIn: 12) ? pick(Self.oddIDs) : knownID()
        case .pending: happens(onceIn: 3) ? [UInt8(ascii: ">")] : streamBound("0")
        case .low: streamBound("-")
        default: streamBound("+")
        }
    }

    private mutating func streamBound(_ usual: String) -> [UInt8] {
        switch random.below(8) {
        case 0...2: Array(usual.utf8)
        case 3: [UInt8(ascii: "(")] + knownID()
        case 4: text(knownMilliseconds())
        case 5: pick(Self.oddIDs + ["-", "+", "$"])
        default: knownID()
        }
    }

    // MARK: Others

    mutating func other(_ kind: WordKind) -> [UInt8] {
        switch kind {
        case .pattern: pick(Self.patterns)
        case .bittype:
            happens(onceIn: 10)
                ? pick(["u64", "i65", "u0", "i0", "x8", "u", "i64", "u63"])
                : Array("\(random.below(2) == 0 ? "u" : "i")\(1 + random.below(63))".utf8)
        case .bitoffset:
            Array("\(random.below(3) == 0 ? "#" : "")\(random.below(80))".utf8)
        case .longitude: Array("\(Double(random.below(400_000) - 200_000) / 1111)".utf8)
        case .latitude: Array("\(Double(random.below(180_000) - 90_000) / 1055)".utf8)
        case .radius: pick(["0", "1", "10", "500", "5000", "20000", "1e3", "0.5", "-1", "1500000"])
        case .unit: pick(["m", "km", "ft", "mi", "KM", "M", "km", "km", "x"])
        case .place: happens(onceIn: 4) ? pick(Self.members) : pick(Self.places)
        case .weightby: pick(["s*", "h*->f", "h*->1", "n*", "nosort", "x*", "s1", "h1->*", "*"])
        default: pick(["#", "s*", "h*->f", "h1->*", "n*", "*", "nosuch*", "#", "h*->"])
        }
    }

    private static let places = "abcdefgh".map(String.init) + ["Palermo", "Catania"]
    private static let patterns = [
        "*", "s*", "?1", "[a-h]*", "h*", "*1", "", "n[12]", "[^s]*", "\\s1", "*[", "a", "**",
    ]
}
