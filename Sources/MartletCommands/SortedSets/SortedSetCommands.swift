/// Members in order of scores.
enum SortedSetCommands {
    static let all =
        adding + members + counts + ranges + removal + pops + sampling + scanning + algebra
        + results + blocking
}
