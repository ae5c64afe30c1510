import MartletEngine

/// A set that ZUNION or its kin reads: a sorted one, another whose members all have the score 1, or
/// one that is missing.
struct ScoreSource {
    private enum Content {
        case missing
        case sorted(SortedSetObject)
        case set(SetObject)
    }

    private let content: Content
    /// What each score is multiplied by.
    var weight = 1.0

    /// Takes the set at `key`.
    ///
    /// - Throws: `ReplyError.wrongType`.
    init(at key: Span<UInt8>, _ call: inout CommandCall) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: key, .read) else {
            content = .missing
            return
        }
        if let set = entry.object(as: SortedSetObject.self) {
            content = .sorted(set)
        } else if let set = entry.object(as: SetObject.self) {
            content = .set(set)
        } else {
            throw .wrongType
        }
    }

    /// The number of members.
    var count: Int {
        switch content {
        case .missing: 0
        case .sorted(let set): set.count
        case .set(let set): set.count
        }
    }

    /// Returns the score of a member.
    func score(of member: Span<UInt8>) -> Double? {
        switch content {
        case .missing: nil
        case .sorted(let set): set.score(of: member)
        case .set(let set): set.contains(member) ? 1 : nil
        }
    }

    /// Calls `body` with the elements, until it returns false.
    func forEach(_ body: (Span<UInt8>, Double) -> Bool) {
        switch content {
        case .missing: break
        case .sorted(let set): Self.forEach(of: set, body)
        case .set(let set):
            set.forEach { member in member.withBytes { body($0, 1) } }
        }
    }

    private static func forEach(
        of set: SortedSetObject, _ body: (Span<UInt8>, Double) -> Bool
    ) {
        let step = 256
        var goesOn = true
        for start in stride(from: 0, to: set.count, by: step) where goesOn {
            set.forEach(in: start..<min(start + step, set.count)) { member, score in
                if goesOn { goesOn = member.withBytes { body($0, score) } }
            }
        }
    }
}

// MARK: - Results

extension AlgebraRequest {
    /// Returns what any of the sets has.
    func union(seed: HashSeed) -> SortedSetObject {
        let result = ScoreSum(seed: seed)
        for source in sourcesBySize {
            source.forEach { member, score in
                let weighed = Self.weigh(score, source)
                result.add(member, weighed, aggregate)
                return true
            }
        }
        return result.sortedSet()
    }

    /// Returns what all of the sets have.
    func intersection(seed: HashSeed) -> SortedSetObject {
        let result = ScoreSum(seed: seed)
        forEachCommon { member, score in
            result.add(member, score, aggregate)
            return true
        }
        return result.sortedSet()
    }

    /// How many members all of the sets have.
    var intersectionCount: Int {
        var count = 0
        forEachCommon { _, _ in
            count += 1
            return count != limit
        }
        return count
    }

    private func forEachCommon(_ body: (Span<UInt8>, Double) -> Bool) {
        let sources = sourcesBySize
        sources[0].forEach { member, score in
            var sum = Self.weigh(score, sources[0])
            for other in sources.dropFirst() {
                guard let score = other.score(of: member) else { return true }
                sum = aggregate.combine(sum, score * other.weight)
            }
            return body(member, sum)
        }
    }

    /// Returns what the first of the sets has alone.
    func difference(seed: HashSeed) -> SortedSetObject {
        let result = ScoreSum(seed: seed)
        sources[0].forEach { member, score in
            let isElsewhere = sources.dropFirst().contains { $0.score(of: member) != nil }
            if !isElsewhere { result.add(member, score, .sum) }
            return true
        }
        return result.sortedSet()
    }

    private static func weigh(_ score: Double, _ source: ScoreSource) -> Double {
        let weighed = score * source.weight
        return weighed.isNaN ? 0 : weighed
    }
}

/// Members whose scores add up, in no order.
private final class ScoreSum {
    private let seed: HashSeed
    private var members: HashTable

    init(seed: HashSeed) {
        self.seed = seed
        members = HashTable(seed: seed)
    }

    /// Adds a member, or a score to that of one that is there.
    func add(_ member: Span<UInt8>, _ score: Double, _ aggregate: AlgebraRequest.Aggregate) {
        let isThere: Void? = members.updateInteger(at: member) { bits in
            let old = Double(bitPattern: UInt64(bitPattern: Int64(bits)))
            bits = Int(bitPattern: UInt(aggregate.combine(old, score).bitPattern))
        }
        guard isThere == nil else { return }
        members.set(member, integer: Int(bitPattern: UInt(score.bitPattern)))
    }

    /// Returns the members in order. Nothing is left here.
    func sortedSet() -> SortedSetObject {
        var taken = HashTable(seed: seed)
        swap(&taken, &members)
        return SortedSetObject(table: ScoreTable(members: taken))
    }
}
