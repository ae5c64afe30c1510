import ContextCache
import Foundation
import LayerSupport
import ServiceTestSupport
import StatelessMessages
import Synchronization
import Testing
import UploadStatus

@testable import LayerService

/// The service as a part of another program.
@Suite struct EmbeddingTests {
    /// What a program brings, and what it is asked for.
    private final class Parts: Planner, MemoryAgent, FileUploader, ImageCompressor {
        private let asked = Mutex<[String]>([])

        var calls: Set<String> { asked.withLock { Set($0) } }

        func note(_ call: String) { asked.withLock { $0.append(call) } }

        func run(_ request: PlannerRequest, into message: Message) async throws {
            note("plan \(request.description)")
            try await message.appendText("planned")
        }

        func absorb(_ content: AbsorbedContent, for user: String) async throws {
            note("absorb \(user)")
        }

        func uploadedFile(for filename: String) async throws -> CloudFile? { nil }

        func upload(
            _ path: String, progress: @Sendable (Int) async -> Void
        ) async throws -> CloudFile {
            note("upload \(IncomingFolder.name(ofPath: path))")
            return CloudFile(uri: "cloud://1", name: "1")
        }

        func register(_ file: CloudFile, for filename: String, timestamp: String) async throws {}

        func discard(_ file: CloudFile) async throws {}

        func compress(_ path: String, to copy: String, as target: ImageTarget) async throws -> Bool
        {
            note("compress \(IncomingFolder.name(ofPath: path))")
            return false
        }
    }

    @Test func itUsesWhatAProgramBrings() async throws {
        let parts = Parts()
        try await TestService.run(
            ["redis.max_connections": "8"], yaml: "capture: {text_chat: {buffer_size: 1}}\n",
            planner: parts, agent: parts,
            chatHandler: { parts.note("chat \($0.chat.user ?? "")") }, uploader: parts,
            compressor: parts
        ) { service in
            let task = try await service.send(
                "POST", "/api/v1/sessions/s/tasks",
                ["task_description": "d", "message_id": "m"])
            #expect(task.status == 202)
            var (_, events) = try await service.events("/api/v1/sessions/s/messages/m/stream")
            while try await events.next() != nil {}
            let said = try await service.send("GET", "/api/v1/sessions/s/messages/m")
            #expect(said.json["text"] == "planned")

            let (headers, body) = WireClient.form([1])
            let upload = try await service.send(
                "POST", "/api/v1/uploads", headers: headers, body: body)
            await service.layers.uploads.shutDown()
            let id = upload.json["upload_uuid"]?.stringValue ?? ""
            let ended = try await service.send("GET", "/api/v1/uploads/\(id)")
            #expect(ended.json["result"]?["uri"] == "cloud://1")

            for (path, json) in [
                ("users/u/messages", ["message": "hi"]), ("users/u/absorb", ["force": true]),
                ("chat/c/_/_/messages", ["role": "user", "content": "hi"]),
            ] as [(String, JSONValue)] {
                let reply = try await service.send("POST", "/api/v1/\(path)", json)
                #expect([200, 201].contains(reply.status))
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: service.folder.path)
            #expect(!files.contains { $0.hasSuffix(".jsonl") })
        }
        #expect(
            parts.calls == [
                "plan d", "compress a.png", "upload a.png", "absorb u", "chat c",
            ])
    }

    /// What the README calls a library can be had from another package.
    @Test(arguments: [
        "Martlet", "MartletTesting", "MartletClient", "UploadStatus", "StatelessMessages",
        "ContextCache", "PetState", "LayerService",
    ])
    func librariesAreProducts(name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let package = try String(
            contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        #expect(package.contains(".library(name: \"\(name)\", targets: [\"\(name)\"])"))
    }
}
