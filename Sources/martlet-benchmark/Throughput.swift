import ConformanceKit

/// Processor time for a command and commands a second, under redis-benchmark's load.
struct Throughput {
    let name: String
    let tests: [String]
    let count: Int
    let options: [String]
    /// How many keys are written before they are read.
    var preload = 1000

    static let all = [
        Throughput(
            name: "p1", tests: ["set", "get", "incr"], count: 200_000,
            options: ["-c", "50", "-P", "1"]),
        Throughput(
            name: "p16", tests: ["set", "get", "incr", "mset"], count: 1_000_000,
            options: ["-c", "50", "-P", "16"]),
        Throughput(
            name: "p100", tests: ["set", "get"], count: 3_000_000,
            options: ["-c", "50", "-P", "100"]),
        Throughput(
            name: "p16big", tests: ["set", "get"], count: 1_000_000,
            options: ["-c", "50", "-P", "16", "-r", "1000000"], preload: 3_000_000),
        Throughput(
            name: "p16d1024", tests: ["set", "get"], count: 500_000,
            options: ["-c", "50", "-P", "16", "-d", "1024"]),
    ]

    /// Measures the servers in turn, each first as often as the other, and reports the medians.
    func measure(_ programs: Programs, pairs: Int, _ report: Report) throws {
        let generator = try LoadGenerator()
        let servers = try programs.both.map { program in try MeasuredServer(program) }
        defer { for server in servers { server.stop() } }
        for server in servers { _ = try server.connect() }
        for test in tests {
            report.begin("\(name).\(test)")
            var processor: [[Double]] = [[], []]
            var rates: [[Double]] = [[], []]
            for pair in 0..<pairs {
                for index in pair.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                    let server = servers[index]
                    try prepare(server, for: test, isFirst: pair == 0, generator)
                    let before = server.processorSeconds
                    let rate = try generator.run(
                        test, port: server.port, count: count, options: options)
                    let used = server.processorSeconds - before
                    processor[index].append(used / Double(count) * 1e6)
                    rates[index].append(rate / 1000)
                }
            }
            report.add(
                "\(name).\(test).cpu", unit: "µs a command", server: processor[0].median,
                peer: processor[1].median)
            report.add(
                "\(name).\(test).rps", unit: "thousand a second", server: rates[0].median,
                peer: rates[1].median)
        }
    }

    private func prepare(
        _ server: MeasuredServer, for test: String, isFirst: Bool, _ generator: LoadGenerator
    ) throws {
        if test == "get" {
            guard isFirst else { return }
            _ = try generator.run("set", port: server.port, count: preload, options: options)
        } else {
            _ = try ServerConnection(ServerAddress(port: server.port)).execute("FLUSHALL")
        }
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
