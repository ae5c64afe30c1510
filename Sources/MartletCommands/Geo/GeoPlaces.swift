import MartletEngine

extension GeoCommands {
    static let places: [CommandSpec] = [
        CommandSpec(.geopos, summary: "Tells where members are.", run: geopos),
        CommandSpec(.geodist, summary: "Tells how far two members are apart.", run: geodist),
        CommandSpec(.geohash, summary: "Tells the geohashes of members.", run: geohash),
    ]

    /// Replies with a longitude and a latitude for each member, with a null array for one that isn't
    /// there.
    static func geopos(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(arguments.count - 2)
        var members = arguments.cursor(from: 2)
        while let member = members.next() {
            if let score = set?.score(of: member) {
                reply.place(GeoPoint(score: score))
            } else {
                reply.nullArray()
            }
        }
    }

    /// Replies with the distance in metres or the unit that is given, or null.
    static func geodist(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let unit = arguments.count == 5 ? try GeoUnit(arguments[4]) : .metre
        guard arguments.count <= 5 else { throw .syntax }
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        guard let set, let first = set.score(of: arguments[2]),
            let second = set.score(of: arguments[3])
        else { return reply.null() }
        let distance = GeoPoint(score: first).distance(to: GeoPoint(score: second))
        reply.distance(distance / unit.metres)
    }

    /// Replies with a text for each member, null for one that isn't there.
    static func geohash(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[1], .read)
        reply.array(arguments.count - 2)
        var members = arguments.cursor(from: 2)
        while let member = members.next() {
            if let score = set?.score(of: member) {
                reply.bulk(GeoCell.text(of: GeoPoint(score: score)).span)
            } else {
                reply.null()
            }
        }
    }
}

extension ReplyWriter {
    /// Writes a longitude and a latitude.
    mutating func place(_ point: GeoPoint) {
        array(2)
        double(spelled: Extended(point.longitude).text.span)
        double(spelled: Extended(point.latitude).text.span)
    }

    /// Writes a distance, with four digits after the point.
    mutating func distance(_ value: Double) {
        bulk(FixedText(value, digits: 4).span)
    }
}
