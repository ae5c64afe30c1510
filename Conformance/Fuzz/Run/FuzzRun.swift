import ConformanceKit

/// Plays sequences made by chance on two servers until so many steps are done.
package struct FuzzRun {
    package var seed: UInt64 = 1
    package var stepCount = 100_000
    package var families = CallFamily.allCases
    package var version = SpokenProtocol.resp2
    /// How many steps a sequence has at most before both servers are emptied.
    package var sequenceLength = 1000
    /// How many differences are shown before the run ends.
    package var differenceLimit = 20

    /// How many calls several clients make in turn.
    private static let conversationLength = 150
    /// Which part of the sequences has several clients: one of so many.
    private static let conversationOneIn = 6

    package init() {}

    /// What came of a run.
    package struct Outcome: Sendable {
        package var stepCount = 0
        package var sequenceCount = 0
        package var differences: [String] = []
        /// How often each kind of difference was seen.
        package var kinds: [String: Int] = [:]
        /// Sequences that differed once and not again.
        package var fleetingCount = 0
        /// Sequences to which the real server had no reply.
        package var untrueCount = 0
    }

    /// Runs on two servers, both of which are emptied again and again.
    ///
    /// - Throws: What keeps the servers from being reached.
    package func run(
        real: any ServerSource, target: any ServerSource,
        onProgress: (Outcome) -> Void = { _ in }, onDifference: (String) -> Void = { _ in }
    ) throws -> Outcome {
        let forms = try StepForms(families, payloads: PayloadMaker.pool(of: real))
        let player = SequencePlayer(real: real, target: target, version: version)
        var outcome = Outcome()
        var seeds = SeededRandom(seed: seed)
        while outcome.stepCount < stepCount, outcome.differences.count < differenceLimit {
            let own = seeds.next()
            let steps = try sequence(
                own, forms, number: outcome.sequenceCount, atMost: stepCount - outcome.stepCount)
            outcome.stepCount += steps.reduce(0) { $0 + $1.calls.count }
            outcome.sequenceCount += 1
            do {
                if let found = try player.play(steps, exchanging: outcome.sequenceCount % 4 == 0) {
                    try tell(found, steps, player, &outcome, onDifference)
                }
            } catch let lack as NoTruth {
                outcome.untrueCount += 1
                onDifference("# the real server did not answer (\(lack.reason)); sequence \(own)\n")
            }
            onProgress(outcome)
        }
        return outcome
    }

    /// Makes a sequence: mostly long, now and then short.
    private func sequence(
        _ seed: UInt64, _ forms: StepForms, number: Int, atMost limit: Int
    ) throws -> [FuzzStep] {
        let isConversation =
            families.contains(.clients)
            && (families.count == 1 || number % Self.conversationOneIn == 0)
        if isConversation {
            var maker = try ConversationMaker(version, seed: seed)
            return maker.steps(min(Self.conversationLength, limit))
        }
        var maker = StepMaker(forms, seed: seed)
        let length = maker.vocabulary.happens(onceIn: 4) ? sequenceLength / 10 : sequenceLength
        var steps = maker.settings()
        while steps.count < min(length, limit) { steps.append(maker.step()) }
        return steps
    }

    /// Makes a difference short and tells it, where it was not told before.
    private func tell(
        _ found: Disagreement, _ steps: [FuzzStep], _ player: SequencePlayer,
        _ outcome: inout Outcome, _ onDifference: (String) -> Void
    ) throws {
        outcome.kinds[found.kind, default: 0] += 1
        guard outcome.kinds[found.kind] == 1 else { return }
        // What differs only once follows from time or from chance that no rule covers.
        guard let again = try player.play(steps), again.call.name == found.call.name else {
            outcome.fleetingCount += 1
            let title = "Seed \(seed), sequence \(outcome.sequenceCount), seen once only"
            onDifference(CaseText.text(title, [], found, only: nil))
            return
        }
        // A sequence to which the real server has no reply shows nothing.
        var shrinker = Shrinker { steps in
            do { return try player.play(steps) } catch is NoTruth { return nil }
        }
        let short = try shrinker.shrink(steps, again)
        let text = CaseText.text(
            "Seed \(seed), sequence \(outcome.sequenceCount)", short.steps, short.found,
            only: version == .resp3 ? .resp3 : nil)
        outcome.differences.append(text)
        onDifference(text)
    }
}
