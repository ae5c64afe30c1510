import Foundation
import LayerSupport
import ServiceTestSupport
import Testing

/// The program.
@Suite struct MartletLayersTests {
    @Test func itServesAndIsStopped() async throws {
        let program = try LayersProcess(["serve", "--port", "0"])
        let client = try await WireClient(port: try await program.port())
        try await client.write(WireClient.head("GET", "/healthz"))
        #expect(try await client.readReply().status == 200)
        #expect(await program.stop() == 0)
    }

    /// It takes as many files as it may have, and no more connections than those are enough for: the rest
    /// waits.
    @Test func openFilesAreALimit() async throws {
        let raised = try LayersProcess(["serve", "--port", "0"], openFiles: "-Sn 64")
        _ = try await raised.port()
        let limits = try String(
            contentsOfFile: "/proc/\(raised.identifier)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open") })
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        #expect(numbers.count == 2 && numbers[0] == numbers[1] && numbers[0] > 64)

        let bounded = try LayersProcess(["serve", "--port", "0"], openFiles: "-n 64")
        let port = try await bounded.port()
        #expect(
            bounded.beginningOfLog.contains(
                "limits.connections is 20000, but the process may have 64 files open"))
        var clients: [WireClient] = []
        for _ in 0..<80 {
            let client = try await WireClient(port: port)
            try await client.write(WireClient.head("GET", "/healthz"))
            clients.append(client)
        }
        // Each that has its answer makes room for one that waits.
        for client in clients {
            #expect(try await client.readReply().status == 200)
            await client.close()
        }
        #expect(await bounded.stop() == 0)
        #expect(await raised.stop() == 0)
    }

    @Test func itPrintsTheDocument() async throws {
        let program = try LayersProcess(["openapi"])
        #expect(await program.output().hasPrefix("{\n  \"openapi\": \"3.1.0\""))
    }

    @Test(arguments: [
        ["serve", "--port", "x"], ["serve", "--set", "limits.streams"],
        ["serve", "--set", "a.b=1"],
        ["serve", "--config", "/nowhere"], ["serve", "--redis", "redis-cluster://a/1"],
    ])
    func whatIsWrongIsTold(arguments: [String]) async throws {
        let program = try LayersProcess(arguments)
        _ = await program.output()
        #expect(await program.exitCode() != 0)
    }
}
