import MartletEngine

/// A place on the earth, in degrees.
struct GeoPoint: Equatable {
    var longitude: Double
    var latitude: Double

    static let longitudes = -180.0...180.0
    /// What the projection of Mercator shows of the earth as a square.
    static let latitudes = -85.05112878...85.05112878

    init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// Reads the longitude at argument `index` and the latitude behind it.
    ///
    /// - Throws: `ReplyError.notADouble`, and the error for a place that there isn't.
    init(_ arguments: Arguments, at index: Int) throws(ReplyError) {
        guard let longitude = arguments[index].parseDouble(),
            let latitude = arguments[index + 1].parseDouble()
        else { throw .notADouble }
        guard Self.longitudes.contains(longitude), Self.latitudes.contains(latitude) else {
            throw .noPlace(longitude, latitude)
        }
        self.init(longitude: longitude, latitude: latitude)
    }

    /// Takes the place that a score is.
    init(score: Double) {
        self = GeoCell(score: score).center
    }

    /// The place as a score.
    var score: Double { Double(GeoCell(of: self, step: GeoCell.finestStep).firstScore) }
}

// MARK: - Distances

extension GeoPoint {
    /// The quadratic mean of the earth's radius, in metres.
    static let earthRadius = 6372797.560856

    /// Returns how far it is to another place along the surface of a ball, in metres.
    func distance(to other: GeoPoint) -> Double {
        let (latitude1, latitude2) = (latitude.radians, other.latitude.radians)
        let u = ((latitude2 - latitude1) / 2).sine
        let v = ((other.longitude.radians - longitude.radians) / 2).sine
        let chord = u * u + latitude1.cosine * latitude2.cosine * v * v
        return 2 * Self.earthRadius * chord.squareRoot().arcSine
    }
}

extension Double {
    private static let degree = Double.pi / 180

    /// An angle in degrees, in radians.
    var radians: Double { self * Double.degree }

    /// An angle in radians, in degrees.
    var degrees: Double { self / Double.degree }
}

extension ReplyError {
    fileprivate static func noPlace(_ longitude: Double, _ latitude: Double) -> ReplyError {
        var text = Array("ERR invalid longitude,latitude pair ".utf8)
        text += [UInt8](FixedText(longitude, digits: 6).span)
        text.append(UInt8(ascii: ","))
        text += [UInt8](FixedText(latitude, digits: 6).span)
        return ReplyError(composing: text)
    }
}
