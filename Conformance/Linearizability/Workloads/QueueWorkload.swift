import ConformanceKit
import MartletRESP

/// Clients that push elements to a few queues, pop them, wait for them, or take them to a list of
/// what is worked on and finish them there.
package struct QueueWorkload: Workload {
    package let name = "queues"
    package let model = QueueModel()

    static let queueCount = 12

    package init() {}

    package func prepare(_ line: any ClientLine) {}

    package func actor(of client: Int) -> Actor { Actor() }

    package func finish(_ client: WorkloadClient<QueueModel>) throws {
        for queue in 0..<Self.queueCount {
            while try Actor.pop(queue, client, waits: false) != .element(nil) {}
        }
    }

    package struct Actor: WorkloadActor {
        private var pushedCount = 0
        private var taken: [(queue: Int, element: Int)] = []
        /// Whether there is more than the others can pop.
        private var isFull = false

        package mutating func act(_ client: WorkloadClient<QueueModel>) throws {
            let queue = client.random.below(QueueWorkload.queueCount)
            let waits = client.random.below(2) == 0
            switch client.random.below(10) {
            case 0...3 where !isFull: try push(queue, client)
            case 4, 5: try take(queue, client, waits: waits)
            case 6: try count(queue, client)
            case 7...9 where !taken.isEmpty: try finish(client)
            default:
                try Self.pop(queue, client, waits: waits)
                isFull = false
            }
        }

        private mutating func push(_ queue: Int, _ client: WorkloadClient<QueueModel>) throws {
            let elements = (1...(1 + client.random.below(3))).map {
                client.number * 1_000_000 + pushedCount + $0
            }
            pushedCount += elements.count
            let outcome = try client.perform(.push(elements), on: queue) { c throws(LineFailure) in
                let words = elements.map { "\($0)" }
                return .count(try c.call(["LPUSH", "queue:\(queue)"] + words).expectInteger())
            }
            if case .count(let count) = outcome { isFull = count > 8 }
        }

        @discardableResult
        static func pop(
            _ queue: Int, _ client: WorkloadClient<QueueModel>, waits: Bool
        ) throws -> QueueModel.Outcome? {
            try client.perform(.pop, on: queue) { client throws(LineFailure) in
                let key = "queue:\(queue)"
                guard waits else { return .element(try client.call("RPOP", key).number) }
                let reply = try client.call("BRPOP", key, "0.02")
                return reply.isNull
                    ? .element(nil) : .element(try reply.expectElements(2)[1].expectNumber())
            }
        }

        private mutating func take(
            _ queue: Int, _ client: WorkloadClient<QueueModel>, waits: Bool
        ) throws {
            let outcome = try client.perform(.take, on: queue) { client throws(LineFailure) in
                let words = [
                    waits ? "BLMOVE" : "LMOVE", "queue:\(queue)", "taken:\(queue)", "RIGHT", "LEFT",
                ]
                return .element(try client.call(waits ? words + ["0.02"] : words).number)
            }
            if case .element(let element?) = outcome { taken.append((queue, element)) }
        }

        private mutating func finish(_ client: WorkloadClient<QueueModel>) throws {
            let (queue, element) = taken.removeFirst()
            try client.perform(.finish(element), on: queue) { client throws(LineFailure) in
                .count(try client.call("LREM", "taken:\(queue)", "1", "\(element)").expectInteger())
            }
        }

        private func count(_ queue: Int, _ client: WorkloadClient<QueueModel>) throws {
            try client.perform(.count, on: queue) { client throws(LineFailure) in
                .count(try client.call("LLEN", "queue:\(queue)").expectInteger())
            }
        }
    }
}
