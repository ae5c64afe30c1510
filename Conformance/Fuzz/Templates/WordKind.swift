/// What a word of a call is chosen from; the names are those of the templates.
enum WordKind: String, CaseIterable {
    // Keys: mostly those that hold the type, now and then another.
    case string, counter, list, set, hash, zset, stream, hll, geo, bits, key
    // Contents.
    case value, blob, element, member, field, number, text
    // Integers.
    case integer, small, count, index, offset, bit, database
    // Floating-point numbers and bounds of ranges.
    case float, score, bound, lex, lexlow, lexhigh
    // Times: so long that none is over in a run, or over already.
    case seconds, milliseconds, at, atms, oddseconds, oddmilliseconds, future, futurems
    // Streams.
    case id, newid, low, high, group, consumer, pending
    // Others.
    case pattern, bittype, bitoffset, longitude, latitude, radius, unit, place, payload, weightby
    case getpattern, threshold
    // A value of FUNCTION DUMP; one of several clients, by its id.
    case library, client
}
