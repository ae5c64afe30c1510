import MartletEngine

/// What several sets have in common, together, or one alone.
extension SetCommands {
    static let algebra: [CommandSpec] = [
        CommandSpec(.sinter, summary: "Lists what several sets have in common.", run: sinter),
        CommandSpec(
            .sintercard, summary: "Counts what several sets have in common.", run: sintercard),
        CommandSpec(
            .sunion, summary: "Lists what one of several sets has at least.", run: sunion),
        CommandSpec(.sdiff, summary: "Lists what a set has and others lack.", run: sdiff),
    ]

    /// Replies with the members.
    static func sinter(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 1..<arguments.count, &call)
        let place = reply.place
        var count = 0
        forEachCommonMember(of: sets) { member in
            reply.bulk(member)
            count += 1
            return true
        }
        reply.finishSet(at: place, count: count)
    }

    /// Replies with the number of members, or with the limit if there are more.
    static func sintercard(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let keyCount = arguments[1].parseInteger(), keyCount > 0 else {
            throw ReplyError("ERR numkeys should be greater than 0")
        }
        guard keyCount <= arguments.count - 2 else {
            throw ReplyError("ERR Number of keys can't be greater than number of args")
        }
        var limit = 0
        var options = arguments.cursor(from: 2 + keyCount)
        while options.remaining > 1, options.take("LIMIT") {
            guard let number = try options.bytes().parseInteger(), number >= 0 else {
                throw ReplyError("ERR LIMIT can't be negative")
            }
            limit = number
        }
        try options.finish()

        let sets = try sets(arguments, 2..<2 + keyCount, &call)
        var count = 0
        forEachCommonMember(of: sets) { _ in
            count += 1
            return count != limit
        }
        reply.integer(count)
    }

    /// Replies with the members.
    static func sunion(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 1..<arguments.count, &call)
        reply.wholeSet(union(of: sets, call.setLayout))
    }

    /// Replies with the members.
    static func sdiff(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sets = try sets(arguments, 1..<arguments.count, &call)
        reply.wholeSet(difference(of: sets, call.setLayout))
    }

    /// Returns the sets at the keys that are given at these arguments, nil for a missing one.
    static func sets(
        _ arguments: Arguments, _ keys: Range<Int>, _ call: inout CommandCall
    ) throws(ReplyError) -> [SetObject?] {
        var sets: [SetObject?] = []
        sets.reserveCapacity(keys.count)
        for index in keys { sets.append(try call.keyspace.object(at: arguments[index], .read)) }
        return sets
    }
}

// MARK: - Computing

// The results are laid out as Redis lays them out, which shows in their order and encoding: so
// each way of computing them is the one that Redis takes.
extension SetCommands {
    /// Calls `body` with each member that all the sets have, until it returns false.
    static func forEachCommonMember(of sets: [SetObject?], _ body: (StringView) -> Bool) {
        var rest = sets.compactMap(\.self).sorted { $0.count < $1.count }
        guard rest.count == sets.count else { return }
        let smallest = rest.removeFirst()
        rest.removeAll { set in set === smallest }
        smallest.forEach { member in
            for set in rest where !set.contains(member) { return true }
            return body(member)
        }
    }

    /// Returns what all the sets have.
    static func intersection(of sets: [SetObject?], _ layout: SetLayout) -> SetObject {
        let result = SetObject()
        forEachCommonMember(of: sets) { member in
            result.insert(member, layout)
            return true
        }
        return result
    }

    /// Returns what any of the sets has.
    static func union(of sets: [SetObject?], _ layout: SetLayout) -> SetObject {
        let result = SetObject()
        for case let set? in sets { result.insert(contentsOf: set, layout) }
        return result
    }

    /// Returns what the first set has and the others lack.
    static func difference(of sets: [SetObject?], _ layout: SetLayout) -> SetObject {
        guard let first = sets[0] else { return SetObject() }
        let others = sets.dropFirst()
        guard !others.contains(where: { $0 === first }) else { return SetObject() }
        let counts = sets.compactMap(\.?.count)
        // Looking each member up in the others, or taking their members out one by one.
        return first.count * counts.count / 2 <= counts.reduce(0, +)
            ? members(of: first, notIn: others.compactMap(\.self), layout)
            : removing(others.compactMap(\.self), from: first, layout)
    }

    private static func members(
        of first: SetObject, notIn others: [SetObject], _ layout: SetLayout
    ) -> SetObject {
        let others = others.sorted { $0.count > $1.count }
        let result = SetObject()
        first.forEach { member in
            for set in others where set.contains(member) { return true }
            result.insert(member, layout)
            return true
        }
        return result
    }

    private static func removing(
        _ others: [SetObject], from first: SetObject, _ layout: SetLayout
    ) -> SetObject {
        let result = SetObject()
        result.insert(contentsOf: first, layout)
        for set in others where result.count > 0 {
            set.forEach { member in
                result.remove(member)
                return true
            }
        }
        return result
    }
}

extension SetObject {
    /// Adds the members of another set.
    func insert(contentsOf other: SetObject, _ layout: SetLayout) {
        other.forEach { member in
            insert(member, layout)
            return true
        }
    }
}

extension ReplyWriter {
    /// Writes a set with its members.
    mutating func wholeSet(_ set: SetObject) {
        self.set(set.count)
        elements(of: set)
    }
}
