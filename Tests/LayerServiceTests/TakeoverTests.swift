import ClientTestSupport
import LayerSupport
import MartletClient
import ServiceTestSupport
import Testing

@testable import LayerService

/// Instances that die while they do a task.
@Suite struct TakeoverTests {
    /// A message as a client of its stream has it.
    private struct Reader {
        var text = ""
        var deltas = 0
        var restarts = 0

        mutating func read(_ event: EventReader.Event) {
            let payload = event.json["payload"]
            if let snapshot = payload?["snapshot"] {
                text = snapshot["text"]?.stringValue ?? ""
                restarts += 1
            } else if let delta = payload?["delta"]?.stringValue {
                text += delta
                deltas += 1
            }
        }
    }

    @Test(arguments: [ClientTarget.redis, .martlet])
    func theTaskOfAKilledInstanceEndsOnAnother(target: ClientTarget) async throws {
        let (url, server) = try await target.start()
        let client = try Redis.client(url)
        let path = "/api/v1/sessions/s"
        let words = (0..<50).map { "\($0)" }.joined(separator: " ")
        let body: JSONValue = ["message_id": "m", "task_description": .string(words)]
        // The first one is alone, and would need an hour.
        let (doomed, port) = try await instance(url, pause: 60_000)
        let begun = try await WireClient.send(port, "POST", path + "/tasks", body)
        #expect(begun.status == 202)
        while try await client.hget("message:m", "text") ?? "" == "" { await Task.yield() }

        let (survivor, other) = try await instance(url, pause: 0)
        let wire = try await WireClient(port: other)
        try await wire.write(WireClient.head("GET", path + "/messages/m/stream", [:]))
        #expect(try await wire.readHead().status == 200)
        var (events, reader) = (EventReader(wire), Reader())
        while let event = try await events.next() {
            reader.read(event)
            if reader.deltas == 1 { doomed.kill() }
        }

        #expect(reader.text == "You asked: " + words)
        #expect(reader.restarts == 1)
        let message = try await WireClient.send(other, "GET", path + "/messages/m").json
        #expect(message["text"] == .string(reader.text) && message["is_complete"] == true)
        let tasks = message["tasks"]?.object?.members.map { $0.value["status"] }
        #expect(tasks == ["COMPLETED"])
        #expect(try await client.hget("message:m", "runs") == nil)
        #expect(await survivor.stop() == 0)
        #expect(try await client.xlen(TaskRunner.key) == 0)
        await client.close()
        withExtendedLifetime(server) {}
    }

    /// Starts an instance whose planner waits so many milliseconds behind each word.
    private func instance(
        _ url: String, pause: Int
    ) async throws -> (program: LayersProcess, port: Int) {
        let program = try LayersProcess(
            ["serve", "--port", "0", "--redis", url, "--set", "tasks.lease_seconds=1"]
                + ["--set", "planner.pause_milliseconds=\(pause)"])
        return (program, try await program.port())
    }
}
