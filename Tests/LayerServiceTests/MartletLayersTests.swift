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
