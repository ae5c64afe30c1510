import MartletEngine

/// What distances are given in.
struct GeoUnit {
    /// How many metres it is.
    let metres: Double

    static let metre = GeoUnit(metres: 1)

    private init(metres: Double) {
        self.metres = metres
    }

    /// Reads the name of a unit.
    ///
    /// - Throws: The error for a unit that there isn't.
    init(_ name: Span<UInt8>) throws(ReplyError) {
        if name.isKeyword("M") {
            metres = 1
        } else if name.isKeyword("KM") {
            metres = 1000
        } else if name.isKeyword("FT") {
            metres = 0.3048
        } else if name.isKeyword("MI") {
            metres = 1609.34
        } else {
            throw ReplyError("ERR unsupported unit provided. please use M, KM, FT, MI")
        }
    }
}
