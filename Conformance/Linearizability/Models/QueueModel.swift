/// A list as a queue, with a second list for what was taken and is not finished yet.
package struct QueueModel: SequentialModel {
    package enum Operation: Sendable, Hashable {
        /// LPUSH.
        case push([Int])
        /// RPOP and BRPOP.
        case pop
        /// LMOVE and BLMOVE from the queue's end to the beginning of the other list.
        case take
        /// LREM from the other list.
        case finish(Int)
        /// LLEN of the queue.
        case count
    }

    package enum Outcome: Sendable, Hashable {
        case count(Int)
        case element(Int?)
    }

    /// The elements of both lists, the next to be popped first.
    package struct State: Hashable, Sendable {
        var queue: [Int] = []
        var taken: [Int] = []
    }

    package init() {}

    package var initial: State { State() }

    package func states(after timed: Timed, in state: State) -> [State] {
        var state = state
        let outcome = apply(timed.operation, to: &state)
        return timed.outcome ?? outcome == outcome ? [state] : []
    }

    package func changesNothing(_ timed: Timed) -> Bool {
        switch (timed.operation, timed.outcome) {
        case (.count, _), (.pop, .element(nil)), (.take, .element(nil)), (.finish, .count(0)): true
        default: false
        }
    }

    private func apply(_ operation: Operation, to state: inout State) -> Outcome {
        switch operation {
        case .push(let elements):
            state.queue += elements
            return .count(state.queue.count)
        case .pop:
            return .element(state.queue.isEmpty ? nil : state.queue.removeFirst())
        case .take:
            guard !state.queue.isEmpty else { return .element(nil) }
            let element = state.queue.removeFirst()
            state.taken.append(element)
            return .element(element)
        case .finish(let element):
            guard let index = state.taken.firstIndex(of: element) else { return .count(0) }
            state.taken.remove(at: index)
            return .count(1)
        case .count:
            return .count(state.queue.count)
        }
    }

    /// Elements were pushed in the order in which they leave the queue.
    package func hints(in history: [Timed]) -> [OrderHint] {
        var removals: [Int: Timed] = [:]
        for timed in history {
            if case .element(let element?) = timed.outcome { removals[element] = timed }
        }
        return history.map { timed in
            guard case .push(let elements) = timed.operation else {
                return OrderHint(moment: timed.replied)
            }
            let removals = elements.compactMap { removals[$0] }
            guard let first = removals.map(\.replied).min(),
                let last = removals.map(\.invoked).max()
            else { return OrderHint(moment: .never) }
            // Of two elements, that whose removal was over before the other's began was first.
            return OrderHint(
                moment: first,
                place: OrderHint.Place(kind: 0, earliest: min(first, last), latest: first))
        }
    }

    /// What was pushed is popped.
    package func likelihood(of unanswered: [Timed], judgingBy answered: [Timed]) -> [Bool] {
        let removed = Set(
            answered.compactMap { timed -> Int? in
                guard case .element(let element) = timed.outcome else { return nil }
                return element
            })
        return unanswered.map { timed in
            guard case .push(let elements) = timed.operation else { return false }
            return elements.contains(where: removed.contains)
        }
    }
}
