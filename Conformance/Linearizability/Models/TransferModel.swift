/// Accounts, between which clients move money under WATCH.
package struct TransferModel: SequentialModel {
    package enum Operation: Sendable, Hashable {
        case transfer(from: Int, to: Int, amount: Int)
        /// MGET of all accounts.
        case audit
    }

    package enum Outcome: Sendable, Hashable {
        /// EXEC ran; these balances had been read before it.
        case moved(from: Int, to: Int)
        /// EXEC replied null, because another client wrote in between.
        case aborted
        case balances([Int])
    }

    package let accountCount: Int
    package let openingBalance: Int

    package init(accountCount: Int, openingBalance: Int) {
        self.accountCount = accountCount
        self.openingBalance = openingBalance
    }

    package var initial: [Int] { Array(repeating: openingBalance, count: accountCount) }

    package func states(after timed: Timed, in state: [Int]) -> [[Int]] {
        switch timed.operation {
        case .transfer(let source, let destination, let amount):
            if timed.outcome == .aborted { return [state] }
            let balances = Outcome.moved(from: state[source], to: state[destination])
            guard timed.outcome ?? balances == balances else { return [] }
            var after = state
            after[source] -= amount
            after[destination] += amount
            return [after]
        case .audit:
            return timed.outcome ?? .balances(state) == .balances(state) ? [state] : []
        }
    }

    package func changesNothing(_ timed: Timed) -> Bool {
        timed.operation == .audit || timed.outcome == .aborted
    }
}
