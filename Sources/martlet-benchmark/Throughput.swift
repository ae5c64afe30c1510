import ConformanceKit

/// Processor time for a command and commands a second, under redis-benchmark's load.
struct Throughput: Sendable {
    let name: String
    let loads: [Load]
    let count: Int
    let options: [String]

    static let all = [
        Throughput(
            name: "p1", loads: [.set, .get(preload: 1000), .incr], count: 200_000,
            options: ["-c", "50", "-P", "1"]),
        Throughput(
            name: "p16", loads: [.set, .get(preload: 1000), .incr, .mset], count: 1_000_000,
            options: ["-c", "50", "-P", "16"]),
        Throughput(
            name: "p100", loads: [.set, .get(preload: 1000)], count: 3_000_000,
            options: ["-c", "50", "-P", "100"]),
        Throughput(
            name: "p16big", loads: [.set, .get(preload: 3_000_000)], count: 1_000_000,
            options: ["-c", "50", "-P", "16", "-r", "1000000"]),
        Throughput(
            name: "p16d1024", loads: [.set, .get(preload: 1000)], count: 500_000,
            options: ["-c", "50", "-P", "16", "-d", "1024"]),
        Throughput(
            name: "small", loads: CollectionLoads.small, count: 500_000,
            options: ["-c", "50", "-P", "16"]),
        Throughput(
            name: "million", loads: CollectionLoads.million, count: 500_000,
            options: ["-c", "50", "-P", "16", "-r", "1000000"]),
    ]

    /// Measures the servers in turn, each first as often as the other, and reports the medians.
    func measure(_ programs: Programs, pairs: Int, _ report: Report) throws {
        let generator = try LoadGenerator()
        let servers = try programs.both.map { program in try MeasuredServer(program) }
        defer { for server in servers { server.stop() } }
        for server in servers { _ = try server.connect() }
        for load in loads {
            report.begin("\(name).\(load.name)")
            var processor: [[Double]] = [[], []]
            var rates: [[Double]] = [[], []]
            for pair in 0..<pairs {
                for index in pair.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                    let server = servers[index]
                    try prepare(server, for: load, isFirst: pair == 0, generator)
                    let before = server.processorSeconds
                    let rate = try generator.run(
                        load.command, port: server.port, count: count, options: options)
                    let used = server.processorSeconds - before
                    processor[index].append(used / Double(count) * 1e6)
                    rates[index].append(rate / 1000)
                }
            }
            report.add(
                "\(name).\(load.name).cpu", unit: "µs of processor a command",
                server: processor[0].median,
                peer: processor[1].median)
            report.add(
                "\(name).\(load.name).rps", unit: "thousand commands a second",
                server: rates[0].median,
                peer: rates[1].median)
        }
    }

    private func prepare(
        _ server: MeasuredServer, for load: Load, isFirst: Bool, _ generator: LoadGenerator
    ) throws {
        guard isFirst || !load.onlyReads else { return }
        let socket = try server.connect()
        _ = try ServerConnection(ServerAddress(port: server.port)).execute("FLUSHALL")
        if load.preload > 0 {
            _ = try generator.run(
                Load.set.command, port: server.port, count: load.preload, options: options)
        }
        try load.fill?(socket, count)
    }
}

/// The servers that are compared.
struct Programs {
    let server: String
    let peer: String

    var both: [String] { [server, peer] }

    /// Calls `body` with each, one after the other.
    func each<Result>(_ body: (String) throws -> Result) rethrows -> (server: Result, peer: Result)
    {
        (try body(server), try body(peer))
    }
}
