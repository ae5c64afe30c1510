import MartletEngine

/// What GEOSEARCH, GEORADIUS and their kin are asked for.
struct GeoSearchRequest {
    /// The commands differ in where the shape stands, and in what may be stored.
    enum Command {
        case geosearch
        case geosearchstore
        case georadius
        case georadiusRo
        case georadiusbymember
        case georadiusbymemberRo
    }

    enum Order {
        case ascending
        case descending
    }

    let command: Command
    private(set) var center: GeoPoint?
    private(set) var kind: GeoShape.Kind?
    private(set) var unit = GeoUnit.metre
    /// Whether a member was named as the center. If there is no set, there is no place for it.
    private var hasMember = false
    private(set) var order: Order?
    /// The most places; 0 for all.
    private(set) var count = 0
    /// Whether the first places that are found are as good as the nearest.
    private(set) var takesAny = false
    private(set) var wantsDistance = false
    private(set) var wantsHash = false
    private(set) var wantsPlace = false
    /// The argument with the key to store at.
    private(set) var storeKey: Int?
    /// Whether the distances are stored as scores.
    private(set) var storesDistance = false

    /// Reads what is asked for; members are looked up in `set`.
    ///
    /// - Throws: `ReplyError.syntax`, `.notADouble`, `.notAnInteger`, and the errors for numbers, for
    ///   options that exclude each other, and for a member that isn't there.
    init(
        _ command: Command, _ arguments: Arguments, _ set: SortedSetObject?
    ) throws(ReplyError) {
        self.command = command
        var options: ArgumentCursor
        switch command {
        case .georadius, .georadiusRo:
            center = try GeoPoint(arguments, at: 2)
            try readRadius(arguments, at: 4)
            options = arguments.cursor(from: 6)
        case .georadiusbymember, .georadiusbymemberRo:
            if let set {
                center = try Self.place(of: arguments[2], in: set)
                try readRadius(arguments, at: 3)
            }
            options = arguments.cursor(from: 5)
        case .geosearch: options = arguments.cursor(from: 2)
        case .geosearchstore:
            storeKey = 1
            options = arguments.cursor(from: 3)
        }
        while !options.isAtEnd {
            if takeFlag(&options) || takeStore(&options) { continue }
            if try takeCount(&options) { continue }
            guard try takeShape(&options, arguments, set) else { throw .syntax }
        }
        try check(arguments[0])
    }

    /// The shape, if there is a set to look into.
    var shape: GeoShape? {
        guard let center, let kind else { return nil }
        return GeoShape(center: center, kind: kind, unit: unit)
    }

    private var isSearch: Bool { command == .geosearch || command == .geosearchstore }

    private static func place(
        of member: Span<UInt8>, in set: SortedSetObject
    ) throws(ReplyError) -> GeoPoint {
        guard let score = set.score(of: member) else {
            throw ReplyError("ERR could not decode requested zset member")
        }
        return GeoPoint(score: score)
    }

    /// Reads a radius and its unit.
    private mutating func readRadius(_ arguments: Arguments, at index: Int) throws(ReplyError) {
        guard let radius = arguments[index].parseDouble() else {
            throw ReplyError("ERR need numeric radius")
        }
        guard radius >= 0 else { throw ReplyError("ERR radius cannot be negative") }
        unit = try GeoUnit(arguments[index + 1])
        kind = .circle(radius: radius)
    }

    /// Reads a width, a height and their unit.
    private mutating func readBox(_ arguments: Arguments, at index: Int) throws(ReplyError) {
        guard let width = arguments[index].parseDouble() else {
            throw ReplyError("ERR need numeric width")
        }
        guard let height = arguments[index + 1].parseDouble() else {
            throw ReplyError("ERR need numeric height")
        }
        guard width >= 0, height >= 0 else {
            throw ReplyError("ERR height or width cannot be negative")
        }
        unit = try GeoUnit(arguments[index + 2])
        kind = .box(width: width, height: height)
    }
}

// MARK: - Options

extension GeoSearchRequest {
    private mutating func takeFlag(_ options: inout ArgumentCursor) -> Bool {
        if options.take("WITHDIST") {
            wantsDistance = true
        } else if options.take("WITHHASH") {
            wantsHash = true
        } else if options.take("WITHCOORD") {
            wantsPlace = true
        } else if options.take("ANY") {
            takesAny = true
        } else if options.take("ASC") {
            order = .ascending
        } else if options.take("DESC") {
            order = .descending
        } else {
            return false
        }
        return true
    }

    private mutating func takeCount(_ options: inout ArgumentCursor) throws(ReplyError) -> Bool {
        guard options.remaining > 1, options.take("COUNT") else { return false }
        count = try options.integer()
        guard count > 0 else { throw ReplyError("ERR COUNT must be > 0") }
        return true
    }

    private mutating func takeStore(_ options: inout ArgumentCursor) -> Bool {
        switch command {
        case .geosearchstore:
            guard options.take("STOREDIST") else { return false }
            storesDistance = true
            return true
        case .georadius, .georadiusbymember:
            guard options.remaining > 1 else { return false }
            let storesDistance = options.take("STOREDIST")
            guard storesDistance || options.take("STORE") else { return false }
            self.storesDistance = storesDistance
            storeKey = options.takeIndex()
            return true
        case .geosearch, .georadiusRo, .georadiusbymemberRo: return false
        }
    }

    private mutating func takeShape(
        _ options: inout ArgumentCursor, _ arguments: Arguments, _ set: SortedSetObject?
    ) throws(ReplyError) -> Bool {
        guard isSearch else { return false }
        let hasPlace = center != nil && !hasMember
        if !hasPlace, options.remaining > 1, options.take("FROMMEMBER") {
            let member = try options.bytes()
            if let set { center = try Self.place(of: member, in: set) }
            hasMember = true
        } else if !hasMember, options.remaining > 2, options.take("FROMLONLAT") {
            center = try GeoPoint(arguments, at: options.takeIndex())
            _ = options.next()
        } else if !isBox, options.remaining > 2, options.take("BYRADIUS") {
            try readRadius(arguments, at: options.takeIndex())
            _ = options.next()
        } else if kind == nil || isBox, options.remaining > 3, options.take("BYBOX") {
            try readBox(arguments, at: options.takeIndex())
            _ = options.next()
            _ = options.next()
        } else {
            return false
        }
        return true
    }

    private var isBox: Bool {
        if case .box = kind { true } else { false }
    }

    private func check(_ name: Span<UInt8>) throws(ReplyError) {
        if storeKey != nil, wantsDistance || wantsHash || wantsPlace {
            guard command == .geosearchstore else { throw .storeIsIncompatible }
            throw .geosearchstoreIsIncompatible
        }
        if isSearch, !hasMember, center == nil {
            throw .needsOne(of: "FROMMEMBER or FROMLONLAT", name)
        }
        if isSearch, kind == nil { throw .needsOne(of: "BYRADIUS and BYBOX", name) }
        if takesAny, count == 0 {
            throw ReplyError("ERR the ANY argument requires COUNT argument")
        }
    }
}

extension ReplyError {
    fileprivate static var storeIsIncompatible: ReplyError {
        ReplyError(
            """
            ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD \
            options
            """)
    }

    fileprivate static var geosearchstoreIsIncompatible: ReplyError {
        ReplyError(
            """
            ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
            """)
    }

    fileprivate static func needsOne(of options: String, _ name: Span<UInt8>) -> ReplyError {
        let text = Array("ERR exactly one of \(options) can be specified for ".utf8)
        return ReplyError(composing: text + [UInt8](name.prefixOfText(.max)))
    }
}
