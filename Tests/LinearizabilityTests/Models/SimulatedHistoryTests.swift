import ConformanceKit
@testable import Linearizability
import Testing

/// What models know beforehand only spares work: on histories of chance, made from an order and
/// often spoilt, the checker decides as it does without that knowledge.
@Suite struct SimulatedHistoryTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func queues(seed: UInt64) {
        let outcomes =
            (0...9).map { QueueModel.Outcome.count($0) } + [.element(nil)]
            + (0..<20).map { .element($0) }
        compare(QueueModel(), seed: seed, outcomes) { step, random in
            switch random.below(6) {
            case 0, 1: .push(random.below(2) == 0 ? [step] : [step, step + 10])
            case 2: .pop
            case 3: .take
            case 4: .finish(random.below(step + 1))
            default: .count
            }
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func consumerGroups(seed: UInt64) {
        let ids = (0..<10).compactMap { ConsumerGroupModel.StreamID("\($0 / 3)-\($0)") }
        let lists = [[]] + (0..<10).map { [$0] } + (0..<90).map { [$0 / 9, $0 % 10] }
        let outcomes =
            ids.map { ConsumerGroupModel.Outcome.added($0) }
            + [.acknowledged(0), .acknowledged(1)] + lists.map { .entries($0) }
        compare(ConsumerGroupModel(), seed: seed, outcomes) { step, random in
            let consumer = random.below(2)
            return switch random.below(6) {
            case 0, 1: .add(step)
            case 2: .read(consumer: consumer, count: 1 + random.below(2))
            case 3: .acknowledge(random.below(step + 1))
            case 4: .claim(consumer: consumer, count: 1)
            default: .recall(consumer: consumer)
            }
        }
    }

    /// - Parameter outcomes: All that there are, of which the model allows one at each step.
    private func compare<Model: SequentialModel>(
        _ model: Model, seed: UInt64, _ outcomes: [Model.Outcome],
        _ operation: (Int, inout SeededRandom) -> Model.Operation
    ) {
        var random = SeededRandom(seed: seed)
        var linearizableCount = 0
        for _ in 0..<60 {
            var history = simulate(model, &random, outcomes, operation)
            #expect(LinearizabilityChecker(model).check(history) == .linearizable)
            // Two of them swap their outcomes, where both have one.
            let (one, other) = (random.below(history.count), random.below(history.count))
            if let left = history[one].outcome, let right = history[other].outcome {
                (history[one].outcome, history[other].outcome) = (right, left)
            }
            let isExplained = LinearizabilityChecker(model).check(history) == .linearizable
            let plain = LinearizabilityChecker(Ignorant(model: model)).check(history)
            #expect(isExplained == (plain == .linearizable))
            if isExplained { linearizableCount += 1 }
        }
        #expect((5...55).contains(linearizableCount), "both kinds come up: \(linearizableCount)")
    }

    private func simulate<Model: SequentialModel>(
        _ model: Model, _ random: inout SeededRandom, _ outcomes: [Model.Outcome],
        _ operation: (Int, inout SeededRandom) -> Model.Operation
    ) -> [Model.Timed] {
        var state = model.initial
        return (0..<9).compactMap { step in
            let moment = Duration.milliseconds(100 + 10 * step)
            var timed = Model.Timed(
                client: step, operation(step, &random), outcome: nil,
                invoked: moment - .milliseconds(random.below(25)),
                replied: moment + .milliseconds(1 + random.below(25)))
            let isLost = random.below(6) == 0
            if isLost, random.below(2) == 0 { return timed }
            for outcome in outcomes {
                timed.outcome = outcome
                guard let after = model.states(after: timed, in: state).first else { continue }
                state = after
                if isLost { timed.outcome = nil }
                return timed
            }
            return nil
        }
    }
}

/// A model that knows nothing beforehand.
private struct Ignorant<Model: SequentialModel>: SequentialModel {
    typealias Operation = Model.Operation
    typealias Outcome = Model.Outcome
    let model: Model

    var initial: Model.State { model.initial }

    func states(
        after timed: TimedOperation<Model.Operation, Model.Outcome>, in state: Model.State
    ) -> [Model.State] {
        model.states(after: timed, in: state)
    }

    func changesNothing(_ timed: TimedOperation<Model.Operation, Model.Outcome>) -> Bool { false }
}
