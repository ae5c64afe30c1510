/// A lock as Redis's clients build it: `SET lock token NX PX time`, and scripts that compare the
/// token before they delete or extend.
package struct LockModel: SequentialModel {
    package enum Operation: Sendable, Hashable {
        case acquire(token: Int, Duration)
        case release(token: Int)
        case extend(token: Int, Duration)
        case read
    }

    package enum Outcome: Sendable, Hashable {
        case done
        case refused
        case owner(Int?)
    }

    /// Who has the lock, and between which moments it ends by time.
    package struct Ownership: Hashable, Sendable {
        var token: Int
        var earliestEnd: Duration
        var latestEnd: Duration
    }

    /// How far the server's clock may be from the run's: it counts milliseconds of the wall's clock,
    /// which may be set meanwhile.
    package var tolerance = Duration.milliseconds(3)

    package init() {}

    package var initial: Ownership? { nil }

    package func states(after timed: Timed, in state: Ownership?) -> [Ownership?] {
        var before: [Ownership?] = []
        if timed.invoked <= state?.latestEnd ?? .never { before.append(state) }
        if let state, timed.replied >= state.earliestEnd { before.append(nil) }
        return before.compactMap { state -> Ownership?? in
            let (outcome, after) = apply(timed, to: state)
            return timed.outcome ?? outcome == outcome ? .some(after) : nil
        }
    }

    package func changesNothing(_ timed: Timed) -> Bool {
        timed.operation == .read || timed.outcome == .refused
    }

    private func apply(_ timed: Timed, to state: Ownership?) -> (Outcome, Ownership?) {
        switch timed.operation {
        case .acquire(let token, let time):
            if state != nil { return (.refused, state) }
            return (.done, ownership(token, time, timed))
        case .release(let token):
            return state?.token == token ? (.done, nil) : (.refused, state)
        case .extend(let token, let time):
            guard state?.token == token else { return (.refused, state) }
            return (.done, ownership(token, time, timed))
        case .read:
            return (.owner(state?.token), state)
        }
    }

    private func ownership(_ token: Int, _ time: Duration, _ timed: Timed) -> Ownership {
        Ownership(
            token: token,
            earliestEnd: timed.invoked + time - tolerance,
            latestEnd: timed.replied + time + tolerance)
    }
}
