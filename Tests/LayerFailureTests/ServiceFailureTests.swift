import ClientTestSupport
import Foundation
import LayerSupport
import ServiceTestSupport
import Testing

/// What fails below a running service, while requests of all layers go on.
@Suite(.serialized) struct ServiceFailureTests {
    /// While the server is away the service says so, or keeps in the instance what it documents; and it
    /// goes on when the server is back. Nothing is done by half or twice. With `appendfsync always` all
    /// that was acknowledged is there; Martlet has what came behind its start.
    @Test(arguments: RestartableServer.Kind.allCases)
    func killedAndStarted(kind: RestartableServer.Kind) async throws {
        let server = try RestartableServer(kind)
        let instance = try await ServiceInstance.start(server.url)
        let loads = ServiceLoads(instance)
        async let reports = loads.perform()
        for load in loads.all { try await load.waitFor(10) }
        let before = loads.all.map(\.report.acknowledged)
        server.kill()
        let firstAway = loads.all.map(\.next)
        for (run, load) in zip(loads.runs, loads.all) {
            if run.isKeptHere {
                try await load.waitFor(10)
            } else {
                try await load.wait { $0.refusals >= 2 }
            }
        }
        let kept = zip(loads.all, firstAway).map { load, first in
            load.report.acknowledged.filter { $0 >= first }
        }
        #expect(try await instance.send("GET", "/healthz").status == 503)

        try server.start()
        try await instance.waitUntilConnected()
        for load in loads.all { try await load.waitFor(10) }
        loads.stop()
        let done = try await reports
        let witness = try await ServiceInstance.start(server.url)
        for (index, run) in loads.runs.enumerated() {
            let damage = try await run.damage(done[index], by: witness)
            #expect(damage.wrong == [], "\(run.work)")
            let lost = Set(damage.lost)
            switch (kind, run.work) {
            case (.durableRedis, .completions): #expect(lost.isDisjoint(with: before[index]))
            case (.durableRedis, _): #expect(lost == [], "\(run.work)")
            // What the instance knows of its uploads it tells the server that comes back.
            case (.martlet, .statuses): #expect(lost.isDisjoint(with: kept[index]))
            case (.martlet, .chats):
                #expect(lost.isSuperset(of: before[index]))
                #expect(lost.isDisjoint(with: kept[index]))
            case (.martlet, _): #expect(lost.isSuperset(of: before[index]), "\(run.work)")
            }
            #expect(lost.count < done[index].acknowledged.count, "\(run.work) goes on")
        }
        #expect(await instance.stop() == 0)
        #expect(await witness.stop() == 0)
    }

    /// `CLUSTER FAILOVER` loses nothing that was acknowledged. A killed master loses nothing where the
    /// service waits for replicas; what they don't confirm, it doesn't acknowledge.
    @Test(arguments: ClusterFailure.allCases)
    func mastersChange(failure: ClusterFailure) async throws {
        let cluster = try await ClusterFixture.start()
        let instance = try await ServiceInstance.start(cluster.url + failure.writeConcern)
        let loads = ServiceLoads(instance)
        async let reports = loads.perform()
        for load in loads.all { try await load.waitFor(10) }
        try await failure.happen(to: cluster)
        // Those whose master is left without a replica may get no more confirmed.
        for load in loads.all.prefix(failure == .failover ? .max : 1) { try await load.waitFor(10) }
        loads.stop()
        let done = try await reports
        try await instance.waitUntilConnected()
        // It waits for no replica: the master that is left may have none.
        let witness = try await ServiceInstance.start(cluster.url)
        for (run, done) in zip(loads.runs, done) {
            let damage = try await run.damage(done, by: witness)
            #expect(damage.wrong == [], "\(run.work)")
            // What is cached in the instance meanwhile isn't taken over.
            if run.work != .completions { #expect(damage.lost == [], "\(run.work)") }
        }
        #expect(await instance.stop() == 0)
        #expect(await witness.stop() == 0)
        cluster.stop()
    }

    /// A client that reads a stream goes on where it was, through whatever fails, and misses nothing of
    /// what others write meanwhile.
    @Test func aStreamMissesNothing() async throws {
        let server = try RestartableServer(.durableRedis)
        let instance = try await ServiceInstance.start(server.url)
        let path = "/api/v1/sessions/s/messages"
        let made = try await instance.send("POST", path, ["message_id": "m", "is_complete": false])
        #expect(made.status == 201)
        async let events = Self.events(of: path + "/m/stream", instance.port)
        var acknowledged: Set<Int> = []
        for number in 0..<60 {
            if number == 20 { server.kill() }
            if number == 40 { try server.start() }
            let reply = try await instance.send(
                "POST", path + "/m/text", ["delta": .string("<\(number)>")])
            #expect([200, 503].contains(reply.status))
            if reply.status == 200 { acknowledged.insert(number) }
        }
        while try await instance.send("POST", path + "/m/complete").status == 503 {}
        let message = try await instance.send("GET", path + "/m").json
        let got = try await events
        #expect(got.map { $0.json["sequence"] } == (1...got.count).map { .integer($0) })
        #expect(message["sequence"] == .integer(got.count))
        let text = got.compactMap { $0.json["payload"]?["delta"]?.stringValue }.joined()
        #expect(message["text"] == .string(text))
        for number in 0..<60 {
            let count = text.components(separatedBy: "<\(number)>").count - 1
            #expect(count == 1 || count == 0 && !acknowledged.contains(number), "\(number)")
        }
        #expect(acknowledged.isSuperset(of: 0..<20) && acknowledged.count < 60)
        #expect(await instance.stop() == 0)
    }

    /// Reads a stream to its end; where it breaks or is refused, from where it was.
    private static func events(
        of path: String, _ port: Int
    ) async throws -> [EventReader.Event] {
        var got: [EventReader.Event] = []
        while got.last?.name != "MESSAGE_END" {
            let headers = got.last?.id.map { ["Last-Event-ID": $0] } ?? [:]
            guard let stream = try? await WireClient.events(port, path, headers: headers),
                stream.head.status == 200
            else { continue }
            var events = stream.events
            while let event = try? await events.next() { got.append(event) }
        }
        return got
    }
}

/// What happens to the masters of a cluster.
enum ClusterFailure: String, CaseIterable {
    case failover = "`CLUSTER FAILOVER`"
    case killedMaster = "a master killed, `WAIT 1`"

    /// What the service's URL says of it.
    var writeConcern: String { self == .failover ? "" : "?wait=1&wait-timeout=1000" }

    /// Lets it happen; returns once replicas have taken over.
    func happen(to cluster: ClusterFixture) async throws {
        switch self {
        case .failover:
            for replica in cluster.ports[3...] {
                try cluster.ask(replica, "CLUSTER", "FAILOVER")
                try await cluster.untilMaster(replica)
            }
        case .killedMaster:
            try cluster.kill(port: cluster.ports[0])
            try await cluster.untilMaster(cluster.ports[3])
        }
    }
}

/// The work of all layers, as requests to one instance.
struct ServiceLoads: Sendable {
    let runs: [ServiceRun]
    let all: [LayerLoad]

    init(_ instance: ServiceInstance) {
        let runs = LayerWork.allCases.map { ServiceRun($0, instance) }
        self.runs = runs
        all = runs.map { LayerLoad($0, pause: .milliseconds(40)) }
    }

    /// Works until ``stop()`` is called; returns what came of it, in the order of the runs.
    func perform() async throws -> [LoadReport] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for load in all { group.addTask { _ = try await load.perform(tasks: 1) } }
            try await group.waitForAll()
        }
        return all.map(\.report)
    }

    func stop() {
        for load in all { load.stop() }
    }
}
