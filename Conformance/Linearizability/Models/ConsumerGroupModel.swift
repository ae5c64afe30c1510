/// A stream with one group of consumers, which handle each entry and acknowledge it.
package struct ConsumerGroupModel: SequentialModel {
    package enum Operation: Sendable, Hashable {
        /// XADD.
        case add(Int)
        /// XREADGROUP of what nobody has got.
        case read(consumer: Int, count: Int)
        /// XREADGROUP of what the consumer has got and not acknowledged.
        case recall(consumer: Int)
        /// XACK, by the entry's value.
        case acknowledge(Int)
        /// XAUTOCLAIM from the beginning, without a time to be idle.
        case claim(consumer: Int, count: Int)
    }

    package enum Outcome: Sendable, Hashable {
        case added(StreamID)
        case entries([Int])
        case acknowledged(Int)
    }

    /// An entry's id.
    package struct StreamID: Hashable, Comparable, Sendable {
        package var milliseconds: Int
        package var sequence: Int

        /// Reads `1-2`.
        package init?(_ text: String) {
            let parts = text.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            (milliseconds, sequence) = (parts[0], parts[1])
        }

        package static func < (left: StreamID, right: StreamID) -> Bool {
            (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
        }
    }

    /// An entry that a consumer has got.
    package struct Pending: Hashable, Sendable {
        var entry: Int
        var consumer: Int
    }

    package struct State: Hashable, Sendable {
        /// The last id that was given to an entry, as far as it was told.
        var lastID: StreamID?
        /// The entries that nobody has got, the first first.
        var waiting: [Int] = []
        /// What was got and is not acknowledged, in the stream's order.
        var pending: [Pending] = []
    }

    package init() {}

    package var initial: State { State() }

    package func states(after timed: Timed, in state: State) -> [State] {
        var state = state
        if case .add(let entry) = timed.operation {
            state.waiting.append(entry)
            guard case .added(let id) = timed.outcome else { return [state] }
            guard state.lastID.map({ $0 < id }) ?? true else { return [] }
            state.lastID = id
            return [state]
        }
        let outcome = apply(timed.operation, to: &state)
        return timed.outcome ?? outcome == outcome ? [state] : []
    }

    package func changesNothing(_ timed: Timed) -> Bool {
        switch (timed.operation, timed.outcome) {
        case (.recall, _), (.read, .entries([])), (.acknowledge, .acknowledged(0)): true
        default: false
        }
    }

    private func apply(_ operation: Operation, to state: inout State) -> Outcome? {
        switch operation {
        case .add: return nil
        case .read(let consumer, let count):
            let entries = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(entries.count)
            state.pending += entries.map { Pending(entry: $0, consumer: consumer) }
            return .entries(entries)
        case .recall(let consumer):
            return .entries(state.pending.filter { $0.consumer == consumer }.map(\.entry))
        case .acknowledge(let entry):
            guard let index = state.pending.firstIndex(where: { $0.entry == entry }) else {
                return .acknowledged(0)
            }
            state.pending.remove(at: index)
            return .acknowledged(1)
        case .claim(let consumer, let count):
            for index in state.pending.indices.prefix(count) {
                state.pending[index].consumer = consumer
            }
            return .entries(state.pending.prefix(count).map(\.entry))
        }
    }

    /// Entries were added in the order of their ids, and are read in it.
    package func hints(in history: [Timed]) -> [OrderHint] {
        let added = history.indices.compactMap { index -> (index: Int, id: StreamID)? in
            guard case .added(let id) = history[index].outcome else { return nil }
            return (index, id)
        }.sorted { $0.id < $1.id }
        var hints = history.map { OrderHint(moment: $0.replied) }
        var places: [Int: Duration] = [:]
        var latest = Duration.never
        for (place, one) in added.enumerated().reversed() {
            // It was there before the next was told of.
            latest = min(latest, history[one.index].replied)
            let place = Duration.seconds(place)
            hints[one.index] = OrderHint(
                moment: latest, place: OrderHint.Place(kind: 0, earliest: place, latest: place))
            if case .add(let entry) = history[one.index].operation { places[entry] = place }
        }
        for (index, timed) in history.enumerated() {
            guard case .read = timed.operation, case .entries(let entries) = timed.outcome,
                let place = entries.lazy.compactMap({ places[$0] }).first
            else { continue }
            hints[index].place = OrderHint.Place(kind: 1, earliest: place, latest: place)
        }
        return hints
    }

    /// What was added is read, and what nobody else acknowledged was acknowledged.
    package func likelihood(of unanswered: [Timed], judgingBy answered: [Timed]) -> [Bool] {
        var read: Set<Int> = []
        var acknowledged: Set<Int> = []
        for timed in answered {
            if case .entries(let entries) = timed.outcome { read.formUnion(entries) }
            if case .acknowledge(let entry) = timed.operation, timed.outcome == .acknowledged(1) {
                acknowledged.insert(entry)
            }
        }
        return unanswered.map { timed in
            switch timed.operation {
            case .add(let entry): read.contains(entry)
            case .acknowledge(let entry): !acknowledged.contains(entry)
            case .read, .recall, .claim: false
            }
        }
    }
}
