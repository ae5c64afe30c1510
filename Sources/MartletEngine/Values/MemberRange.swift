/// Where a range of members begins or ends.
package struct MemberBound: ~Escapable {
    package enum Place {
        /// Before every member.
        case least
        /// Behind every member.
        case greatest
        case including
        case excluding
    }

    let place: Place
    let bytes: Span<UInt8>

    /// Makes a bound beyond all members.
    @_lifetime(immortal)
    package init(beyond place: Place) {
        self.place = place
        bytes = Span()
    }

    /// Makes a bound at a member.
    @_lifetime(copy bytes)
    package init(_ place: Place, _ bytes: Span<UInt8>) {
        self.place = place
        self.bytes = bytes
    }
}

/// Members between two bounds, of elements that all have the same score.
package struct MemberRange: ~Escapable {
    let least: MemberBound
    let most: MemberBound

    @_lifetime(copy least, copy most)
    package init(from least: MemberBound, to most: MemberBound) {
        self.least = least
        self.most = most
    }

    /// Returns whether a member isn't too small.
    func reaches(_ member: Span<UInt8>) -> Bool {
        switch least.place {
        case .least: true
        case .greatest: false
        case .including: !member.precedes(least.bytes)
        case .excluding: least.bytes.precedes(member)
        }
    }

    /// Returns whether a member isn't too large.
    func includes(upTo member: Span<UInt8>) -> Bool {
        switch most.place {
        case .least: false
        case .greatest: true
        case .including: !most.bytes.precedes(member)
        case .excluding: member.precedes(most.bytes)
        }
    }

    /// Whether no member is within.
    var isEmpty: Bool {
        if least.place == .greatest || most.place == .least { return true }
        if least.place == .least || most.place == .greatest { return false }
        if most.bytes.precedes(least.bytes) { return true }
        let isPoint = !least.bytes.precedes(most.bytes)
        return isPoint && (least.place == .excluding || most.place == .excluding)
    }
}

extension SortedSetObject {
    /// Returns the ranks of a part of the elements whose members are within a range.
    ///
    /// Where scores differ, what is within has no meaning. A packed set then gives what Redis gives:
    /// elements from the first, or the last, that meets one bound, until one misses the other.
    package func ranks(
        in range: borrowing MemberRange, _ limit: RangeLimit = RangeLimit(), reversed: Bool = false
    ) -> Range<Int> {
        guard !range.isEmpty else { return 0..<0 }
        guard isPacked else {
            let (first, end) = storage.readScores { table in
                (
                    table.partition { member, _ in !range.reaches(member) },
                    table.partition { member, _ in range.includes(upTo: member) }
                )
            }
            return limit.part(of: first..<max(first, end), reversed: reversed)
        }
        return packedRanks(in: range, limit, reversed: reversed)
    }

    private func packedRanks(
        in range: borrowing MemberRange, _ limit: RangeLimit, reversed: Bool
    ) -> Range<Int> {
        let count = count
        guard count > 0, limit.offset >= 0, limit.count != 0 else { return 0..<0 }
        // Counted from the end where the walk begins.
        var (index, found, toSkip) = (0, 0, limit.offset)
        var hasBegun = false
        var isBeyond = false
        forEachPackedMember(reversed: reversed) { member in
            let isPast = reversed ? !range.reaches(member) : !range.includes(upTo: member)
            if !hasBegun {
                let isWithin = reversed ? range.includes(upTo: member) : range.reaches(member)
                guard isWithin else {
                    index += 1
                    return true
                }
                hasBegun = true
                isBeyond = isPast
                guard !isPast else { return false }
            }
            if toSkip > 0 {
                toSkip -= 1
                index += 1
                return true
            }
            guard !isPast else { return false }
            found += 1
            return limit.count < 0 || found < limit.count
        }
        guard found > 0, !isBeyond, isOverlapped(by: range) else { return 0..<0 }
        return reversed ? count - index - found..<count - index : index..<index + found
    }

    /// Returns whether the last element isn't too small and the first not too large.
    private func isOverlapped(by range: borrowing MemberRange) -> Bool {
        var (reachesLast, includesFirst) = (false, false)
        forEachPackedMember(reversed: true) { member in
            reachesLast = range.reaches(member)
            return false
        }
        forEachPackedMember(reversed: false) { member in
            includesFirst = range.includes(upTo: member)
            return false
        }
        return reachesLast && includesFirst
    }

    private func forEachPackedMember(reversed: Bool, _ body: (Span<UInt8>) -> Bool) {
        storage.readPacked { packed in
            packed.forEachPair(in: 0..<packed.pairCount, reversed: reversed) { member, _ in
                member.withBytes(body)
            }
        }
    }
}
