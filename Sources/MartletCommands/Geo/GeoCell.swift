import MartletEngine

/// One of the rectangles that the earth is divided into by halving it `step` times in both directions.
///
/// Its bits tell on which side of each division it is, in turn for the longitude and the latitude,
/// from the highest bit on. So all finer cells within it have its bits as their first, and the scores
/// of all places within it follow each other.
struct GeoCell: Equatable {
    private(set) var bits: UInt64
    let step: Int

    /// The cells that scores name: 52 bits are what a double holds exactly.
    static let finestStep = 26

    /// Takes the finest cell that a score names. As in Redis, any number does.
    init(score: Double) {
        step = Self.finestStep
        if let bits = Int64(exactly: score.rounded(.towardZero)) {
            self.bits = UInt64(bitPattern: bits)
        } else if score >= 0x1p63 {
            // What processors make of what doesn't fit a signed word.
            bits = UInt64(exactly: score.rounded(.towardZero)) ?? 0
        } else {
            bits = 1 << 63
        }
    }

    /// Takes the cell of a place.
    init(
        of point: GeoPoint, step: Int, latitudes: ClosedRange<Double> = GeoPoint.latitudes
    ) {
        let size = Double(UInt64(1) << UInt64(step))
        let column = Self.fraction(point.longitude, of: GeoPoint.longitudes) * size
        let row = Self.fraction(point.latitude, of: latitudes) * size
        bits = Self.spread(UInt32(column)) << 1 | Self.spread(UInt32(row))
        self.step = step
    }

    private static func fraction(_ value: Double, of range: ClosedRange<Double>) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// The score of the first place within the cell.
    var firstScore: UInt64 { bits << UInt64(52 - step * 2) }

    /// The scores of the places within the cell.
    var scores: ScoreRange {
        let end = (bits &+ 1) << UInt64(52 - step * 2)
        return ScoreRange(
            from: Double(firstScore), excluded: false, to: Double(end), excluded: true)
    }
}

// MARK: - Extent

extension GeoCell {
    private var column: UInt32 { Self.gather(bits >> 1) }
    private var row: UInt32 { Self.gather(bits) }

    /// The longitudes of the western and the eastern edge.
    var longitudes: (west: Double, east: Double) {
        let (first, last) = edges(column, GeoPoint.longitudes)
        return (first, last)
    }

    /// The latitudes of the southern and the northern edge.
    var latitudes: (south: Double, north: Double) {
        let (first, last) = edges(row, GeoPoint.latitudes)
        return (first, last)
    }

    private func edges(_ index: UInt32, _ range: ClosedRange<Double>) -> (Double, Double) {
        let size = Double(UInt64(1) << UInt64(step))
        let scale = range.upperBound - range.lowerBound
        return (
            range.lowerBound + Double(index) / size * scale,
            range.lowerBound + Double(index &+ 1) / size * scale
        )
    }

    /// The place in the middle.
    var center: GeoPoint {
        let (longitudes, latitudes) = (longitudes, latitudes)
        return GeoPoint(
            longitude: Self.clamp(
                (longitudes.west + longitudes.east) / 2, to: GeoPoint.longitudes),
            latitude: Self.clamp((latitudes.south + latitudes.north) / 2, to: GeoPoint.latitudes))
    }

    private static func clamp(_ value: Double, to range: ClosedRange<Double>) -> Double {
        min(max(value, range.lowerBound), range.upperBound)
    }

    /// Returns the cell so many columns to the east and rows to the north, round the earth in both
    /// directions.
    func neighbor(east: Int, north: Int) -> GeoCell {
        var neighbor = self
        neighbor.bits =
            Self.spread(moved(column, by: east)) << 1 | Self.spread(moved(row, by: north))
        return neighbor
    }

    /// A place at the last edge has an index beyond the last: it stays, as in Redis, unless it moves.
    private func moved(_ index: UInt32, by distance: Int) -> UInt32 {
        guard distance != 0 else { return index }
        let mask = UInt32((UInt64(1) << UInt64(step)) - 1)
        return (index &+ UInt32(truncatingIfNeeded: distance)) & mask
    }
}

// MARK: - Bits

extension GeoCell {
    /// Puts a zero before each bit.
    private static func spread(_ word: UInt32) -> UInt64 {
        var x = UInt64(word)
        x = (x | x << 16) & 0x0000_ffff_0000_ffff
        x = (x | x << 8) & 0x00ff_00ff_00ff_00ff
        x = (x | x << 4) & 0x0f0f_0f0f_0f0f_0f0f
        x = (x | x << 2) & 0x3333_3333_3333_3333
        return (x | x << 1) & 0x5555_5555_5555_5555
    }

    /// Takes every second bit, the lowest one included.
    private static func gather(_ bits: UInt64) -> UInt32 {
        var x = bits & 0x5555_5555_5555_5555
        x = (x | x >> 1) & 0x3333_3333_3333_3333
        x = (x | x >> 2) & 0x0f0f_0f0f_0f0f_0f0f
        x = (x | x >> 4) & 0x00ff_00ff_00ff_00ff
        x = (x | x >> 8) & 0x0000_ffff_0000_ffff
        return UInt32(truncatingIfNeeded: x | x >> 16)
    }
}

// MARK: - Text

extension GeoCell {
    private static let alphabet = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)

    /// The standard geohash of a place, of 11 letters, the last of which is always a zero.
    static func text(of point: GeoPoint) -> [UInt8] {
        // The standard goes from pole to pole.
        let bits = GeoCell(of: point, step: finestStep, latitudes: -90...90).bits
        return (1...11).map { i in
            i == 11 ? alphabet[0] : alphabet[Int(bits >> UInt64(52 - i * 5) & 31)]
        }
    }
}
