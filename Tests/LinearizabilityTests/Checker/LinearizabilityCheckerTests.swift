import ConformanceKit
@testable import Linearizability
import Testing

@Suite struct LinearizabilityCheckerTests {
    @Test func findsTheOrder() {
        #expect(RegisterModel().explains { _ in })
        #expect(
            RegisterModel().explains { history in
                history.add(.write(1), 1, 0...30)
                history.add(.read, 1, 10...12)
                history.add(.read, 0, 5...9)
                history.add(.read, 1, 20...40)
            })
    }

    @Test func seesWhatHasNone() {
        // The second read is over before the first begins, and read what came later.
        #expect(
            !RegisterModel().explains { history in
                history.add(.write(1), 1, 0...30)
                history.add(.read, 0, 10...12)
                history.add(.read, 1, 5...9)
            })
        // A write that was over is not to be missed.
        #expect(
            !RegisterModel().explains { history in
                history.add(.write(1), 1, 0...5)
                history.add(.read, 0, 6...7)
            })
        // Two clients saw two writes in different orders.
        #expect(
            !RegisterModel().explains { history in
                history.add(.write(1), 1, 0...100)
                history.add(.write(2), 2, 0...100)
                history.add(.read, 1, 10...20)
                history.add(.read, 2, 30...40)
                history.add(.read, 1, 50...60)
            })
    }

    @Test func whatGotNoReplyMayHaveHappenedOrNot() {
        for value in [0, 1] {
            #expect(
                RegisterModel().explains { history in
                    history.addLost(.write(1), 0)
                    history.add(.read, value, 50...60)
                })
        }
        #expect(
            !RegisterModel().explains { history in
                history.addLost(.write(1), 0)
                history.add(.read, 1, 10...20)
                history.add(.read, 0, 30...40)
            })
        #expect(
            !RegisterModel().explains { history in
                history.addLost(.write(1), 30)
                history.add(.read, 1, 10...20)
            })
    }

    @Test func whoIsGoneDoesNothingMore() {
        #expect(
            !RegisterModel().explains { history in
                history.addLost(.write(1), 0, goneAt: 20)
                history.add(.read, 0, 21...25)
                history.add(.read, 1, 30...35)
            })
        #expect(
            RegisterModel().explains { history in
                history.addLost(.write(1), 0, goneAt: 22)
                history.add(.read, 0, 21...25)
                history.add(.read, 1, 30...35)
            })
    }

    @Test func tellsWhereItCameToAnEnd() {
        var history = History<RegisterModel>()
        history.add(.write(1), 1, 0...5)
        history.add(.write(2), 2, 6...7)
        history.add(.read, 1, 8...9)
        let verdict = LinearizabilityChecker(RegisterModel()).check(history.operations)
        let expected = Contradiction(
            explainedCount: 2, state: "2", candidates: ["client 2 [8000.0, 9000.0] read: 1"])
        #expect(verdict == .notLinearizable(expected))
        #expect(expected.description.contains("no order explains"))
    }

    @Test func givesUpWhereItIsTold() {
        var history = History<RegisterModel>()
        for value in 1...8 { history.add(.write(value), value, 0...100) }
        history.add(.read, 9, 101...102)
        var checker = LinearizabilityChecker(RegisterModel())
        checker.pointLimit = 10
        #expect(checker.check(history.operations) == .undecided(points: 10))
    }

    /// Against a search through all orders, on small histories of chance.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func agreesWithAllOrders(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var linearizableCount = 0
        for _ in 0..<300 {
            var history = History<RegisterModel>()
            for _ in 0..<(2 + random.below(5)) {
                let start = random.below(20)
                let end = start + 1 + random.below(8)
                let value = random.below(3)
                let operation: RegisterModel.Operation =
                    random.below(2) == 0 ? .read : .write(value)
                if random.below(5) == 0 {
                    history.addLost(operation, start, goneAt: random.below(2) == 0 ? end : nil)
                } else {
                    history.add(operation, value, start...end)
                }
            }
            let expected = AllOrders.explain(history.operations)
            let verdict = LinearizabilityChecker(RegisterModel()).check(history.operations)
            #expect((verdict == .linearizable) == expected)
            if expected { linearizableCount += 1 }
        }
        #expect((30...270).contains(linearizableCount), "both kinds come up")
    }
}

/// A value that is read and written; its reply is the value.
struct RegisterModel: SequentialModel {
    enum Operation: Sendable, Equatable {
        case read
        case write(Int)
    }

    let initial = 0

    func states(after timed: TimedOperation<Operation, Int>, in state: Int) -> [Int] {
        switch timed.operation {
        case .read: timed.outcome ?? state == state ? [state] : []
        case .write(let value): [value]
        }
    }

    func changesNothing(_ timed: TimedOperation<Operation, Int>) -> Bool {
        timed.operation == .read
    }
}

/// The search that needs no thought: every order of every choice of those without reply.
private enum AllOrders {
    static func explain(_ history: [RegisterModel.Timed]) -> Bool {
        extend([], history, state: 0)
    }

    private static func extend(
        _ done: [RegisterModel.Timed], _ rest: [RegisterModel.Timed], state: Int
    ) -> Bool {
        if rest.allSatisfy({ $0.outcome == nil }) { return true }
        return rest.indices.contains { index in
            let next = rest[index]
            let inTime =
                done.allSatisfy { $0.invoked <= next.replied }
                && rest.allSatisfy { $0.outcome == nil || $0.replied >= next.invoked }
            guard inTime else { return false }
            var others = rest
            others.remove(at: index)
            return RegisterModel().states(after: next, in: state).contains {
                extend(done + [next], others, state: $0)
            }
        }
    }
}
