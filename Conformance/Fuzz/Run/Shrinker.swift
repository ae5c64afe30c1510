/// Finds a short sequence that shows what a long one shows.
struct Shrinker {
    /// Plays steps and returns what differed.
    let play: ([FuzzStep]) throws -> Disagreement?
    /// How many more sequences may be tried.
    private(set) var attemptsLeft: Int

    init(attempts: Int = 1500, play: @escaping ([FuzzStep]) throws -> Disagreement?) {
        self.play = play
        attemptsLeft = attempts
    }

    /// A sequence with the difference that it shows.
    struct Result {
        var steps: [FuzzStep]
        var found: Disagreement
    }

    /// Returns the shortest sequence that was found, in which the same command differs.
    mutating func shrink(_ steps: [FuzzStep], _ found: Disagreement) throws -> Result {
        var best = Result(steps: steps, found: found)
        try removeSteps(&best)
        try removeCalls(&best)
        try removeWords(&best)
        try shortenWords(&best)
        try removeSteps(&best)
        return best
    }

    /// Tries a sequence, and takes it where it shows the same.
    private mutating func attempt(_ steps: [FuzzStep], _ best: inout Result) throws -> Bool {
        guard attemptsLeft > 0 else { return false }
        attemptsLeft -= 1
        guard let found = try play(steps), found.call.name == best.found.call.name,
            (found.inspection == nil) == (best.found.inspection == nil),
            !found.isOneOfMany || found.reason == best.found.reason
        else { return false }
        best = Result(steps: steps, found: found)
        return true
    }

    /// Leaves out ever smaller parts.
    private mutating func removeSteps(_ best: inout Result) throws {
        var size = max(1, best.steps.count / 2)
        while true {
            var start = max(0, best.steps.count - size)
            while true {
                var shorter = best.steps
                shorter.removeSubrange(start..<min(start + size, shorter.count))
                _ = try attempt(shorter, &best)
                if start == 0 { break }
                start = max(0, min(start, best.steps.count) - size)
            }
            if size == 1 { return }
            size = max(1, size / 2)
        }
    }

    private mutating func removeCalls(_ best: inout Result) throws {
        for step in best.steps.indices.reversed() where best.steps[step].isDivisible {
            for call in best.steps[step].calls.indices.reversed() {
                var shorter = best.steps
                shorter[step].remove(call)
                _ = try attempt(shorter, &best)
            }
        }
    }

    private mutating func removeWords(_ best: inout Result) throws {
        for step in best.steps.indices.reversed() {
            for call in best.steps[step].calls.indices.reversed() {
                // A rule may hold of a form only.
                let whole = best.steps[step].calls[call]
                guard whole.rule == .exact, whole.name != "COMMAND" else { continue }
                var place = best.steps[step].calls[call].words.count - 1
                while place > 0 {
                    defer { place -= 1 }
                    guard place < best.steps[step].calls[call].words.count else { continue }
                    var shorter = best.steps
                    shorter[step].calls[call].words.remove(at: place)
                    _ = try attempt(shorter, &best)
                }
            }
        }
    }

    private mutating func shortenWords(_ best: inout Result) throws {
        for step in best.steps.indices.reversed() {
            for call in best.steps[step].calls.indices {
                for place in best.steps[step].calls[call].words.indices {
                    while best.steps[step].calls[call].words[place].count > 24 {
                        var shorter = best.steps
                        let word = shorter[step].calls[call].words[place]
                        shorter[step].calls[call].words[place] = Array(word.prefix(word.count / 2))
                        guard try attempt(shorter, &best) else { break }
                    }
                }
            }
        }
    }
}

extension FuzzStep {
    /// Leaves out a call, with what the transaction's rule says of it.
    fileprivate mutating func remove(_ index: Int) {
        if let begin = calls.firstIndex(where: { $0.name == "MULTI" }), index > begin,
            index < calls.count - 1, case .each(var rules) = calls[calls.count - 1].rule
        {
            rules.remove(at: index - begin - 1)
            calls[calls.count - 1].rule = .each(rules)
        }
        calls.remove(at: index)
    }
}
