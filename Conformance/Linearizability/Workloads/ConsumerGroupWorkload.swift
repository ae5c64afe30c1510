import ConformanceKit
import MartletRESP

/// Clients that add entries to a few streams, read them as consumers of a group and acknowledge
/// them; who comes back asks for what it had, and others' entries are claimed.
package struct ConsumerGroupWorkload: Workload {
    package let name = "consumer groups"
    package let model = ConsumerGroupModel()

    static let streamCount = 12

    package init() {}

    package func prepare(_ line: any ClientLine) throws {
        for stream in 0..<Self.streamCount {
            _ = try line.call(["XGROUP", "CREATE", "stream:\(stream)", "group", "0", "MKSTREAM"])
        }
    }

    package func actor(of client: Int) -> Actor { Actor() }

    package func finish(_ client: WorkloadClient<ConsumerGroupModel>) throws {
        for stream in 0..<Self.streamCount {
            var actor = Actor()
            while try actor.read(stream, client, waits: false) {}
            while try actor.claim(stream, client) { try actor.acknowledgeAll(client) }
        }
    }

    package struct Actor: WorkloadActor {
        /// An entry that the client has got and not acknowledged.
        private struct Held {
            var stream: Int
            var identifier: String
            var entry: Int
        }

        private var addedCount = 0
        private var held: [Held] = []
        private var lossCount = 0

        package mutating func act(_ client: WorkloadClient<ConsumerGroupModel>) throws {
            let stream = client.random.below(ConsumerGroupWorkload.streamCount)
            if client.lossCount > lossCount {
                // It begins anew and knows nothing any more.
                lossCount = client.lossCount
                held = []
                try recall(stream, client)
                return
            }
            switch client.random.below(10) {
            case _ where held.count > 3: try acknowledge(client)
            case 0...2: try add(stream, client)
            case 3...5:
                _ = try read(stream, client, waits: client.random.below(2) == 0)
            case 6: _ = try claim(stream, client)
            default: try acknowledge(client)
            }
        }

        private mutating func add(
            _ stream: Int, _ client: WorkloadClient<ConsumerGroupModel>
        ) throws {
            addedCount += 1
            let entry = client.number * 1_000_000 + addedCount
            try client.perform(.add(entry), on: stream) { client throws(LineFailure) in
                let reply = try client.call("XADD", "stream:\(stream)", "*", "entry", "\(entry)")
                guard let id = ConsumerGroupModel.StreamID(reply.text ?? "") else {
                    throw .unexpected("\(reply)")
                }
                return .added(id)
            }
        }

        /// Reads new entries; returns whether there were any.
        mutating func read(
            _ stream: Int, _ client: WorkloadClient<ConsumerGroupModel>, waits: Bool
        ) throws -> Bool {
            let count = 1 + client.random.below(3)
            return try obtain(.read(consumer: client.number, count: count), stream, client) {
                client throws(LineFailure) in
                let words =
                    ["XREADGROUP", "GROUP", "group", "c\(client.number)", "COUNT", "\(count)"]
                    + (waits ? ["BLOCK", "20"] : []) + ["STREAMS", "stream:\(stream)", ">"]
                let reply = try client.call(words)
                if reply.isNull { return .array([]) }
                return try reply.expectElements(1)[0].expectElements(2)[1]
            }
        }

        private mutating func recall(
            _ stream: Int, _ client: WorkloadClient<ConsumerGroupModel>
        ) throws {
            _ = try obtain(.recall(consumer: client.number), stream, client) {
                client throws(LineFailure) in
                try client.call(
                    "XREADGROUP", "GROUP", "group", "c\(client.number)", "STREAMS",
                    "stream:\(stream)", "0"
                ).expectElements(1)[0].expectElements(2)[1]
            }
        }

        /// Claims the first entries that are not acknowledged, whoever has them; returns whether
        /// there were any.
        mutating func claim(
            _ stream: Int, _ client: WorkloadClient<ConsumerGroupModel>
        ) throws -> Bool {
            try obtain(.claim(consumer: client.number, count: 2), stream, client) {
                client throws(LineFailure) in
                try client.call(
                    "XAUTOCLAIM", "stream:\(stream)", "group", "c\(client.number)", "0", "0",
                    "COUNT", "2"
                ).expectElements(2)[1]
            }
        }

        /// Performs an operation that `read` gets entries by, and keeps them.
        private mutating func obtain(
            _ operation: ConsumerGroupModel.Operation, _ stream: Int,
            _ client: WorkloadClient<ConsumerGroupModel>,
            _ read: (WorkloadClient<ConsumerGroupModel>) throws(LineFailure) -> RESPValue
        ) throws -> Bool {
            var got: [Held] = []
            try client.perform(operation, on: stream) { client throws(LineFailure) in
                for element in try read(client).expectElements() {
                    let parts = try element.expectElements(2)
                    got.append(
                        Held(
                            stream: stream, identifier: parts[0].text ?? "",
                            entry: try parts[1].expectElements(2)[1].expectNumber()))
                }
                return .entries(got.map(\.entry))
            }
            held += got
            return !got.isEmpty
        }

        /// Acknowledges one entry.
        private mutating func acknowledge(
            _ client: WorkloadClient<ConsumerGroupModel>
        ) throws {
            guard !held.isEmpty else { return }
            let one = held.removeFirst()
            try client.perform(.acknowledge(one.entry), on: one.stream) {
                client throws(LineFailure) in
                .acknowledged(
                    try client.call("XACK", "stream:\(one.stream)", "group", one.identifier)
                        .expectInteger())
            }
        }

        mutating func acknowledgeAll(_ client: WorkloadClient<ConsumerGroupModel>) throws {
            while !held.isEmpty { try acknowledge(client) }
        }
    }
}
