extension SortedSetObject {
    /// Returns the score of a member.
    package func score(of member: Span<UInt8>) -> Double? {
        guard isPacked else { return table?.score(of: member) ?? nil }
        return packed.findPair(member).map { packed.scoreOfPair(at: $0) }
    }

    /// Returns how many elements come before a member.
    package func rank(of member: Span<UInt8>) -> Int? {
        guard isPacked else { return table?.rank(of: member) ?? nil }
        var rank = 0
        var isFound = false
        packed.forEachPair(in: 0..<count, reversed: false) { element, _ in
            isFound = element.isEqual(to: member)
            if !isFound { rank += 1 }
            return !isFound
        }
        return isFound ? rank : nil
    }

    /// Calls `decide` with the score of a member, nil if there is no such member, and gives it the
    /// score that is returned; nil leaves all as it is.
    @inline(__always)
    package func update<Failure: Error>(
        _ member: Span<UInt8>, _ layout: SortedSetLayout,
        _ decide: (Double?) throws(Failure) -> Double?
    ) throws(Failure) {
        if isPacked {
            try updatePacked(member, layout, decide)
        } else {
            try table?.update(member, decide)
        }
    }

    private func updatePacked<Failure: Error>(
        _ member: Span<UInt8>, _ layout: SortedSetLayout,
        _ decide: (Double?) throws(Failure) -> Double?
    ) throws(Failure) {
        if let position = packed.findPair(member) {
            let old = packed.scoreOfPair(at: position)
            guard let new = try decide(old), new != old else { return }
            packed.removePair(at: position)
            packed.insertPair(member, score: new)
        } else if let new = try decide(nil) {
            if packed.pairCount < layout.mostElements, member.count <= layout.longestMember,
                packed.byteCount + member.count <= SortedSetLayout.mostBytes
            {
                packed.insertPair(member, score: new)
            } else {
                makeTable(seed: layout.seed)
                table?.update(member) { _ in new }
            }
        }
    }

    /// Gives a member a score.
    package func set(_ member: Span<UInt8>, score: Double, _ layout: SortedSetLayout) {
        update(member, layout) { _ in score }
    }

    /// Removes a member; returns whether it was there.
    package func remove(_ member: Span<UInt8>) -> Bool {
        guard isPacked else { return table?.remove(member) ?? false }
        guard let position = packed.findPair(member) else { return false }
        packed.removePair(at: position)
        return true
    }
}

// MARK: - By rank

extension SortedSetObject {
    /// Calls `body` with the elements of the ranks, from the last one down if reversed.
    @inline(__always)
    package func forEach(
        in ranks: Range<Int>, reversed: Bool = false,
        _ body: (_ member: PackedElement, _ score: Double) -> Void
    ) {
        if isPacked {
            packed.forEachPair(in: ranks, reversed: reversed) { member, score in
                body(member, score.score)
                return true
            }
        } else {
            table?.forEach(in: ranks, reversed: reversed) { member, score in
                body(.bytes(member), score)
            }
        }
    }

    /// Calls `body` with the members of the ranks, from the last one down if reversed.
    @inline(__always)
    package func forEachMember(
        in ranks: Range<Int>, reversed: Bool = false, _ body: (PackedElement) -> Void
    ) {
        if isPacked {
            packed.forEachPair(in: ranks, reversed: reversed) { member, _ in
                body(member)
                return true
            }
        } else {
            table?.forEach(in: ranks, reversed: reversed) { member, _ in body(.bytes(member)) }
        }
    }

    /// Removes the elements of the ranks.
    package func remove(_ ranks: Range<Int>) {
        guard !ranks.isEmpty else { return }
        if isPacked {
            guard let position = packed.position(at: 2 * ranks.lowerBound) else { return }
            packed.remove(2 * ranks.count, at: position)
        } else {
            table?.remove(ranks)
        }
    }
}

// MARK: - Scanning

extension SortedSetObject {
    /// A score as a scan meets it.
    package enum ScannedScore: ~Escapable {
        /// As it is packed.
        case stored(PackedElement)
        case number(Double)
    }

    /// Visits about `count` elements of a table, and returns where to go on, as `HashTable.scan` does;
    /// packed ones all at once.
    package func scan(
        from cursor: ScanCursor, count: Int, _ visit: (PackedElement, ScannedScore) -> Void
    ) -> ScanCursor {
        if let next = table?.scan(
            from: cursor, count: count,
            { member, score in visit(.bytes(member), .number(score)) })
        {
            return next
        }
        packed.forEachPair(in: 0..<packed.pairCount, reversed: false) { member, score in
            visit(member, .stored(score))
            return true
        }
        return .start
    }
}
