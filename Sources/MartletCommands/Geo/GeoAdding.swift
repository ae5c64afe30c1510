import MartletEngine

extension GeoCommands {
    static let adding: [CommandSpec] = [
        CommandSpec(.geoadd, summary: "Adds places, or moves them.", run: geoadd)
    ]

    /// Replies with how many members were added; with `CH`, how many were moved too.
    static func geoadd(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var update = try ScoreUpdate(ofPlaces: arguments)
        let indices = stride(from: update.start, to: arguments.count, by: 3)
        var scores: [Double] = []
        for index in indices { scores.append(try GeoPoint(arguments, at: index).score) }
        let key = arguments[1]
        let first = arguments[update.start + 2]
        if let set = try SortedSetCommands.set(at: key, for: first, update, &call) {
            let layout = call.sortedSetLayout
            for (index, score) in zip(indices, scores) {
                try set.update(arguments[index + 2], layout) { (old) throws(ReplyError) in
                    try update.newScore(score, insteadOf: old)
                }
            }
            let changes = update.addedCount + update.changedCount
            if changes > 0 { call.didModify(key, event: "zadd", count: changes) }
        }
        reply.integer(update.count)
    }
}
