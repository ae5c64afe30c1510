import MartletEngine

extension GeoCommands {
    static let radius: [CommandSpec] = [
        CommandSpec(
            .georadius, summary: "Finds or stores places within a circle around a place.",
            run: georadius),
        CommandSpec(
            .georadiusRo, summary: "Finds places within a circle around a place.",
            run: georadiusRo),
        CommandSpec(
            .georadiusbymember,
            summary: "Finds or stores places within a circle around a member.",
            run: georadiusbymember),
        CommandSpec(
            .georadiusbymemberRo, summary: "Finds places within a circle around a member.",
            run: georadiusbymemberRo),
    ]

    static let search: [CommandSpec] = [
        CommandSpec(.geosearch, summary: "Finds places within a circle or a box.", run: geosearch),
        CommandSpec(
            .geosearchstore, summary: "Stores places within a circle or a box.",
            run: geosearchstore),
    ]

    /// Replies with the members, each with what was asked for; with `STORE`, with their number.
    static func georadius(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.georadius, key: 1, arguments, &call, &reply)
    }

    /// Replies as GEORADIUS does.
    static func georadiusRo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.georadiusRo, key: 1, arguments, &call, &reply)
    }

    /// Replies as GEORADIUS does.
    static func georadiusbymember(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.georadiusbymember, key: 1, arguments, &call, &reply)
    }

    /// Replies as GEORADIUS does.
    static func georadiusbymemberRo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.georadiusbymemberRo, key: 1, arguments, &call, &reply)
    }

    /// Replies with the members, each with what was asked for.
    static func geosearch(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.geosearch, key: 1, arguments, &call, &reply)
    }

    /// Replies with the number of elements that were stored. Without any, the destination is removed.
    static func geosearchstore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try run(.geosearchstore, key: 2, arguments, &call, &reply)
    }

    private static func run(
        _ command: GeoSearchRequest.Command, key: Int, _ arguments: Arguments,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let set: SortedSetObject? = try call.keyspace.object(at: arguments[key], .read)
        let request = try GeoSearchRequest(command, arguments, set)
        var found: [FoundPlace] = []
        if let set, let shape = request.shape { found = request.places(of: set, within: shape) }
        if let storeKey = request.storeKey {
            store(found, request, at: arguments[storeKey], &call, &reply)
        } else {
            reply.array(found.count)
            for place in found { write(place, request, &reply) }
        }
    }

    private static func write(
        _ place: FoundPlace, _ request: GeoSearchRequest, _ reply: inout ReplyWriter
    ) {
        let details = [request.wantsDistance, request.wantsHash, request.wantsPlace].filter { $0 }
        if !details.isEmpty { reply.array(details.count + 1) }
        reply.bulk(place.member.span)
        if request.wantsDistance { reply.distance(place.distance / request.unit.metres) }
        if request.wantsHash { reply.integer(Int(place.score)) }
        if request.wantsPlace { reply.place(place.point) }
    }

    private static func store(
        _ found: [FoundPlace], _ request: GeoSearchRequest, at key: Span<UInt8>,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        var table = ScoreTable(seed: call.sortedSetLayout.seed)
        for place in found {
            let score =
                request.storesDistance ? place.distance / request.unit.metres : place.score
            table.update(place.member.span) { _ in score }
        }
        let event: StaticString =
            request.command == .geosearchstore ? "geosearchstore" : "georadiusstore"
        call.store(
            SortedSetObject(table: table), at: key, event: event, changes: found.count, &reply)
    }
}
