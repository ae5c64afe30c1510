extension SortedSetObject {
    /// Returns the score of a member.
    package func score(of member: Span<UInt8>) -> Double? {
        guard isPacked else { return storage.readScores { table in table.score(of: member) } }
        return storage.readPacked { packed in
            packed.findPair(member).map { position in packed.scoreOfPair(at: position) }
        }
    }

    /// Returns how many elements come before a member.
    package func rank(of member: Span<UInt8>) -> Int? {
        guard isPacked else { return storage.readScores { table in table.rank(of: member) } }
        return storage.readPacked { packed in packed.index(of: member, skipping: 1) }
    }

    /// Calls `decide` with the score of a member, nil if there is no such member, and gives it the
    /// score that is returned; nil leaves all as it is.
    ///
    /// - Throws: What `decide` throws.
    package func update(
        _ member: Span<UInt8>, _ layout: SortedSetLayout,
        _ decide: (Double?) throws(ReplyError) -> Double?
    ) throws(ReplyError) {
        // The elements can't be left by an error while they change.
        var failure: ReplyError?
        storage.update(member, layout) { score in
            do throws(ReplyError) {
                return try decide(score)
            } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
    }

    /// Gives a member a score.
    package func set(_ member: Span<UInt8>, score: Double, _ layout: SortedSetLayout) {
        storage.update(member, layout) { _ in score }
    }

    /// Removes a member; returns whether it was there.
    package func remove(_ member: Span<UInt8>) -> Bool {
        guard isPacked else { return changeTable { table in table.remove(member) } }
        return changePacked { packed in
            guard let position = packed.findPair(member) else { return false }
            packed.removePair(at: position)
            return true
        }
    }
}

// What is done within the storage asks the set for it once: an object's parts are costly to reach.
extension CollectionStorage {
    /// Gives a member the score that `decide` makes of its old one, nil of none; nil leaves all as it is.
    @inline(__always)
    fileprivate mutating func update(
        _ member: Span<UInt8>, _ layout: SortedSetLayout, _ decide: (Double?) -> Double?
    ) {
        guard form == .scores else { return updatePacked(member, layout, decide) }
        changeScores { table in table.update(member, decide) }
    }

    @inline(__always)
    private mutating func updatePacked(
        _ member: Span<UInt8>, _ layout: SortedSetLayout, _ decide: (Double?) -> Double?
    ) {
        let unplaced: Double? = changePacked { packed in
            let position = packed.findPair(member)
            let old = position.map { position in packed.scoreOfPair(at: position) }
            guard let new = decide(old), new != old else { return nil }
            if let position {
                packed.removePair(at: position)
            } else if !packed.hasRoom(for: member, layout) {
                return new
            }
            packed.insertPair(member, score: new)
            return nil
        }
        guard let unplaced else { return }
        makeScores(seed: layout.seed)
        changeScores { table in table.update(member) { _ in unplaced } }
    }

    /// Makes a table of packed pairs.
    mutating func makeScores(seed: HashSeed) {
        var table = ScoreTable(seed: seed)
        readPacked { packed in
            packed.forEachPair(in: 0..<packed.pairCount, reversed: false) { member, score in
                member.withBytes { bytes in table.update(bytes) { _ in score.score } }
                return true
            }
        }
        self = CollectionStorage(table)
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
            storage.readPacked { packed in
                packed.forEachPair(in: ranks, reversed: reversed) { member, score in
                    body(member, score.score)
                    return true
                }
            }
        } else {
            storage.readScores { table in
                table.forEach(in: ranks, reversed: reversed) { member, score in
                    body(.bytes(member), score)
                }
            }
        }
    }

    /// Calls `body` with the members of the ranks, from the last one down if reversed.
    @inline(__always)
    package func forEachMember(
        in ranks: Range<Int>, reversed: Bool = false, _ body: (PackedElement) -> Void
    ) {
        if isPacked {
            storage.readPacked { packed in
                packed.forEachPair(in: ranks, reversed: reversed) { member, _ in
                    body(member)
                    return true
                }
            }
        } else {
            storage.readScores { table in
                table.forEach(in: ranks, reversed: reversed) { member, _ in body(.bytes(member)) }
            }
        }
    }

    /// Removes the elements of the ranks.
    package func remove(_ ranks: Range<Int>) {
        guard !ranks.isEmpty else { return }
        if isPacked {
            changePacked { packed in
                guard let position = packed.position(at: 2 * ranks.lowerBound) else { return }
                packed.remove(2 * ranks.count, at: position)
            }
        } else {
            changeTable { table in table.remove(ranks) }
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
        guard isPacked else {
            return storage.readScores { table in
                table.scan(from: cursor, count: count) { member, score in
                    visit(.bytes(member), .number(score))
                }
            }
        }
        storage.readPacked { packed in
            packed.forEachPair(in: 0..<packed.pairCount, reversed: false) { member, score in
                visit(member, .stored(score))
                return true
            }
        }
        return .start
    }
}

extension PackedList {
    /// Whether a sorted set stays packed with another member.
    fileprivate func hasRoom(for member: Span<UInt8>, _ layout: SortedSetLayout) -> Bool {
        pairCount < layout.mostElements && member.count <= layout.longestMember
            && byteCount + member.count <= SortedSetLayout.mostBytes
    }
}
