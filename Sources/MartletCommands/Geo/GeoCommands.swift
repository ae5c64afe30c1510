/// Members of sorted sets that are places on the earth: their scores are the places.
enum GeoCommands {
    static let all = adding + places + radius + search
}
