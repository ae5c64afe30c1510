import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct ThroughputTests {
    /// The names that `--only` knows.
    @Test func scenariosHaveNamesOfTheirOwn() {
        let names = Throughput.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names).isSuperset(of: ["p1", "p16", "p100"]))
    }

    @Test(.enabled(if: Installed.redis != nil && Installed.benchmark != nil))
    func eachTestGivesTimeAndRateOfBoth() throws {
        let redis = Installed.redis ?? ""
        let report = Report()
        let scenario = Throughput(
            name: "small", loads: [.set, .get(preload: 100)], count: 2000,
            options: ["-c", "5", "-P", "10"])
        try scenario.measure(Programs(server: redis, peer: redis), pairs: 2, report)
        #expect(
            report.figures.map(\.name) == [
                "small.set.cpu", "small.set.rps", "small.get.cpu", "small.get.rps",
            ])
        #expect(report.figures.allSatisfy { $0.server > 0 && $0.peer ?? 0 > 0 })
    }

    @Test func theServerComesFirst() {
        let programs = Programs(server: "a", peer: "b")
        var seen: [String] = []
        let result = programs.each { program in
            seen.append(program)
            return program.uppercased()
        }
        #expect(seen == ["a", "b"] && programs.both == seen)
        #expect(result == (server: "A", peer: "B"))
    }
}
