/// What a server would do if operations came one after the other.
package protocol SequentialModel: Sendable {
    associatedtype State: Hashable, Sendable
    associatedtype Operation: Sendable
    associatedtype Outcome: Sendable
    typealias Timed = TimedOperation<Operation, Outcome>

    /// What is there before the first operation.
    var initial: State { get }

    /// Returns the states that an operation may leave behind when it happens in a state; none where
    /// it cannot have had its outcome there.
    ///
    /// Without an outcome it may have had any. There is more than one state where something happens
    /// by itself, as the end of a key by time does.
    func states(after timed: Timed, in state: State) -> [State]

    /// Whether an operation with this outcome never changes anything, in whatever state.
    ///
    /// The checker may then put it in order as soon as it fits, and spares itself the other orders.
    func changesNothing(_ timed: Timed) -> Bool

    /// Returns what others' outcomes tell of each operation of a history, in which all have one.
    /// By default nothing is known.
    func hints(in history: [Timed]) -> [OrderHint]

    /// Returns of operations without an outcome whether they are likely to have happened, as the
    /// others' outcomes tell. By default they are not.
    func likelihood(of unanswered: [Timed], judgingBy answered: [Timed]) -> [Bool]
}

/// What is known of an operation's place beforehand. It spares the search orders that come to
/// nothing only much later.
package struct OrderHint: Sendable {
    /// When it is likely to have happened: the search tries operations in this order.
    package var moment: Duration
    /// A window on a scale that the operations of one kind share: where one's ends before another's
    /// begins, it happened before it in every possible order.
    package var place: Place? = nil

    package struct Place: Sendable {
        package var kind: Int
        package var earliest: Duration
        package var latest: Duration
    }
}

extension SequentialModel {
    package func hints(in history: [Timed]) -> [OrderHint] {
        history.map { OrderHint(moment: $0.replied) }
    }

    package func likelihood(of unanswered: [Timed], judgingBy answered: [Timed]) -> [Bool] {
        unanswered.map { _ in false }
    }
}
