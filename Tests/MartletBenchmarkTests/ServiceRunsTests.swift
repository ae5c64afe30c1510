import ConformanceKit
import Foundation
import Testing

@testable import martlet_benchmark

@Suite struct ServiceRunsTests {
    @Test func streamsShareAConnection() async throws {
        let redis = try #require(ServerProcess.find("redis-server"))
        let report = Report()
        try await ServiceRuns(program: #require(Self.service)).measure(
            Programs(server: redis, peer: redis), report, streams: 20, events: 5)
        #expect(report.figures.count == 9)
        let connections = report.figures.last
        #expect(connections?.server == 1 && connections?.peer == 1)
        // So little memory may be there already.
        let times = report.figures.filter { $0.unit == "ms" }
        #expect(times.count == 4 && times.allSatisfy { $0.server > 0 })
    }

    /// The program, which is beside the tests.
    private static var service: String? {
        let places = [
            Bundle.main.executableURL, Bundle.main.bundleURL,
            URL(filePath: CommandLine.arguments[0]),
        ]
        return places.compactMap { place in
            place?.deletingLastPathComponent().appending(path: "martlet-layers").path
        }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
