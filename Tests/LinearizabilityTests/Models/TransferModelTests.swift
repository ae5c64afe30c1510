@testable import Linearizability
import Testing

@Suite struct TransferModelTests {
    private let model = TransferModel(accountCount: 3, openingBalance: 100)

    @Test func keepsTheSum() {
        #expect(
            model.explains { history in
                history.add(
                    .transfer(from: 0, to: 1, amount: 10), .moved(from: 100, to: 100), 0...10)
                history.add(
                    .transfer(from: 1, to: 2, amount: 5), .moved(from: 110, to: 100), 5...20)
                history.add(.transfer(from: 1, to: 2, amount: 5), .aborted, 5...20)
                history.add(.audit, .balances([90, 110, 100]), 6...15)
                history.add(.audit, .balances([90, 105, 105]), 21...25)
            })
        #expect(
            !model.explains { history in
                history.add(
                    .transfer(from: 0, to: 1, amount: 10), .moved(from: 100, to: 100), 0...10)
                history.add(.audit, .balances([90, 100, 100]), 5...15)
            })
    }

    @Test func losesNoUpdate() {
        // Both read the same balances, and both say that nobody wrote in between.
        #expect(
            !model.explains { history in
                history.add(
                    .transfer(from: 0, to: 1, amount: 10), .moved(from: 100, to: 100), 0...10)
                history.add(
                    .transfer(from: 0, to: 2, amount: 10), .moved(from: 100, to: 100), 0...10)
            })
    }

    @Test func mayHaveMovedWhatALostClientWanted() {
        for balances in [[100, 100, 100], [90, 110, 100]] {
            #expect(
                model.explains { history in
                    history.addLost(.transfer(from: 0, to: 1, amount: 10), 0, goneAt: 10)
                    history.add(.audit, .balances(balances), 20...30)
                })
        }
    }
}
