import Foundation
import Synchronization
import UploadStatus

/// An uploader that does what a test says, and tells what it was asked for.
final class ScriptedUploader: FileUploader {
    struct Log {
        var known: [String: CloudFile] = [:]
        var uploaded: [String] = []
        var registered: [String: CloudFile] = [:]
        var discarded: [CloudFile] = []
    }

    struct Refusal: Error {}

    let log = Mutex(Log())
    private let gate: Gate?
    private let progress: [Int]
    private let work: @Sendable (String) async throws -> Void

    /// - Parameters:
    ///   - gate: What uploads wait at; cancellation doesn't free them.
    ///   - progress: What is told meanwhile.
    init(
        gate: Gate? = nil, progress: [Int] = [],
        work: @escaping @Sendable (String) async throws -> Void = { _ in }
    ) {
        self.gate = gate
        self.progress = progress
        self.work = work
    }

    static func file(_ path: String) -> CloudFile {
        CloudFile(uri: "https://files/\(path)", name: path, createTime: "2025-01-01T00:00:00Z")
    }

    func uploadedFile(for filename: String) async throws -> CloudFile? {
        log.withLock { $0.known[filename] }
    }

    func upload(
        _ path: String, progress: @Sendable (Int) async -> Void
    ) async throws -> CloudFile {
        log.withLock { $0.uploaded.append(path) }
        for percent in self.progress { await progress(percent) }
        await gate?.pass()
        try await work(path)
        return Self.file(path)
    }

    func register(_ file: CloudFile, for filename: String, timestamp: String) async throws {
        log.withLock { $0.registered[filename] = file }
    }

    func discard(_ file: CloudFile) async throws {
        log.withLock { $0.discarded.append(file) }
    }
}
