import ConformanceKit
import MartletRESP

/// Clients that move money between the accounts of a few banks: they read two balances under WATCH,
/// and write both in a transaction.
package struct TransferWorkload: Workload {
    package let name = "transfers"
    package let model = TransferModel(accountCount: 4, openingBalance: 1000)

    static let bankCount = 6

    package init() {}

    package func prepare(_ line: any ClientLine) throws {
        for bank in 0..<Self.bankCount {
            let pairs = Self.accounts(of: bank).flatMap { [$0, "\(model.openingBalance)"] }
            _ = try line.call(["MSET"] + pairs)
        }
    }

    package func actor(of client: Int) -> Actor { Actor() }

    package func finish(_ client: WorkloadClient<TransferModel>) throws {
        for bank in 0..<Self.bankCount { try Actor.audit(bank, client) }
    }

    static func accounts(of bank: Int) -> [String] {
        (0..<4).map { "bank:\(bank):\($0)" }
    }

    package struct Actor: WorkloadActor {
        package mutating func act(_ client: WorkloadClient<TransferModel>) throws {
            let bank = client.random.below(TransferWorkload.bankCount)
            if client.random.below(5) == 0 { return try Self.audit(bank, client) }
            let source = client.random.below(4)
            let destination = (source + 1 + client.random.below(3)) % 4
            let amount = 1 + client.random.below(100)
            let operation = TransferModel.Operation.transfer(
                from: source, to: destination, amount: amount)
            try client.perform(operation, on: bank) { client throws(LineFailure) in
                let accounts = TransferWorkload.accounts(of: bank)
                let (debited, credited) = (accounts[source], accounts[destination])
                _ = try client.call("WATCH", debited, credited)
                let left = try client.call("GET", debited).expectNumber()
                let right = try client.call("GET", credited).expectNumber()
                _ = try client.call("MULTI")
                _ = try client.call("SET", debited, "\(left - amount)")
                _ = try client.call("SET", credited, "\(right + amount)")
                let reply = try client.call("EXEC")
                return reply.isNull ? .aborted : .moved(from: left, to: right)
            }
        }

        static func audit(_ bank: Int, _ client: WorkloadClient<TransferModel>) throws {
            try client.perform(.audit, on: bank) { client throws(LineFailure) in
                let reply = try client.call(["MGET"] + TransferWorkload.accounts(of: bank))
                var balances: [Int] = []
                for value in try reply.expectElements(4) {
                    balances.append(try value.expectNumber())
                }
                return .balances(balances)
            }
        }
    }
}
