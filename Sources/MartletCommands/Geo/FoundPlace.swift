import MartletEngine

/// A place that a search found.
struct FoundPlace {
    let member: [UInt8]
    let score: Double
    let point: GeoPoint
    /// How far it is from the center, in metres.
    let distance: Double
}

extension GeoSearchRequest {
    /// Returns the places within a shape, in the order and number that are asked for.
    func places(of set: SortedSetObject, within shape: GeoShape) -> [FoundPlace] {
        let limit = takesAny ? count : 0
        var found: [FoundPlace] = []
        for cell in shape.cells {
            if limit > 0, found.count >= limit { break }
            set.forEach(in: set.ranks(in: cell.scores)) { member, score in
                guard limit == 0 || found.count < limit else { return }
                let point = GeoPoint(score: score)
                guard let distance = shape.distance(to: point) else { return }
                let bytes = member.withBytes { [UInt8]($0) }
                found.append(
                    FoundPlace(member: bytes, score: score, point: point, distance: distance))
            }
        }
        let wanted = count == 0 ? found.count : min(count, found.count)
        // The nearest are wanted if not all are.
        let order = order ?? (count > 0 && !takesAny ? .ascending : nil)
        if let order { Self.sort(&found, order, first: wanted) }
        return Array(found.prefix(wanted))
    }

    private static func sort(_ found: inout [FoundPlace], _ order: Order, first wanted: Int) {
        let compare = { (a: FoundPlace, b: FoundPlace) -> Int in
            let result = a.distance > b.distance ? 1 : a.distance == b.distance ? 0 : -1
            return order == .ascending ? result : -result
        }
        if wanted == found.count {
            found.sortStably(compare)
        } else if wanted > 0 {
            found.sortPart(0...wanted - 1, compare)
        }
    }
}
