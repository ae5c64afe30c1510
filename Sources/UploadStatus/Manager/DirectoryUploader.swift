public import Foundation
public import LayerSupport
import MartletClient

/// Uploads files to a folder: what needs no cloud. Several processes may share one.
///
/// The folder has the files in `files`, and in `mappings` a small file for each path that was uploaded,
/// named by the path's digest. Both are written under another name first, so that nobody reads half.
public struct DirectoryUploader: FileUploader {
    /// The folder.
    public let root: URL
    private let clock: any LayerClock
    private let chunkSize: Int

    /// Makes an uploader to a folder, which is made when it is needed.
    ///
    /// - Parameter chunkSize: After how many bytes progress is told.
    public init(_ root: URL, clock: any LayerClock = .system, chunkSize: Int = 1 << 20) {
        self.root = root
        self.clock = clock
        self.chunkSize = max(1, chunkSize)
    }

    /// Returns the file that `filename` was uploaded as before.
    public func uploadedFile(for filename: String) throws -> CloudFile? {
        guard let text = try? Data(contentsOf: mapping(of: filename)),
            let json = try? JSONParser.value(of: Array(text)),
            let uri = json["uri"]?.stringValue, let name = json["name"]?.stringValue,
            FileManager.default.fileExists(atPath: root.appending(path: name).path)
        else { return nil }
        return CloudFile(uri: uri, name: name, createTime: json["create_time"]?.stringValue)
    }

    /// Copies a file.
    public func upload(
        _ path: String, progress: @Sendable (Int) async -> Void
    ) async throws -> CloudFile {
        let ending = URL(filePath: path).pathExtension
        let name = "files/" + UUID().uuidString.lowercased() + (ending.isEmpty ? "" : ".\(ending)")
        let target = root.appending(path: name)
        let part = target.appendingPathExtension("part")
        try makeFolder(of: target)
        do {
            try await copy(URL(filePath: path), to: part, progress: progress)
            try FileManager.default.moveItem(at: part, to: target)
        } catch {
            try? FileManager.default.removeItem(at: part)
            throw error
        }
        return CloudFile(
            uri: target.absoluteString, name: name,
            createTime: ISOTime.text(microsecondsSince1970: clock.microsecondsSince1970) + "Z")
    }

    /// Remembers what `filename` was uploaded as.
    public func register(_ file: CloudFile, for filename: String, timestamp: String) throws {
        let json: JSONValue = [
            "uri": .string(file.uri), "name": .optional(file.name),
            "create_time": .optional(file.createTime), "local_file": .string(filename),
            "timestamp": .string(timestamp),
        ]
        let target = mapping(of: filename)
        try makeFolder(of: target)
        try Data(JSONWriter.bytes(of: json, style: .spaced)).write(to: target, options: .atomic)
    }

    /// Removes a file.
    public func discard(_ file: CloudFile) throws {
        guard let name = file.name else { return }
        try FileManager.default.removeItem(at: root.appending(path: name))
    }

    private func mapping(of filename: String) -> URL {
        root.appending(path: "mappings/\(ScriptDigest.hex(of: filename)).json")
    }

    private func makeFolder(of file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    }

    private func copy(
        _ source: URL, to target: URL, progress: @Sendable (Int) async -> Void
    ) async throws {
        let input = try FileHandle(forReadingFrom: source)
        defer { try? input.close() }
        try Data().write(to: target)
        let output = try FileHandle(forWritingTo: target)
        defer { try? output.close() }
        let size = try input.seekToEnd()
        try input.seek(toOffset: 0)
        var copied: UInt64 = 0
        while let chunk = try input.read(upToCount: chunkSize), !chunk.isEmpty {
            try Task.checkCancellation()
            try output.write(contentsOf: chunk)
            copied += UInt64(chunk.count)
            await progress(size > 0 ? Int(min(copied, size) * 100 / size) : 100)
        }
    }
}
