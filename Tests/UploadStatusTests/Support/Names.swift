import Foundation
import LayerSupport
import UploadStatus

/// Returns a name that no other test has: a cluster is shared.
func unique(_ name: String) -> String { "\(name)-\(UUID().uuidString)" }

/// A folder of a test.
struct TestFolder: Sendable {
    let url: URL

    /// Makes a file, and returns its path.
    func file(_ name: String, _ text: String = "picture") throws -> String {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The path of a file that there may not be.
    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Calls `body` with a folder, which is gone afterwards.
func withTestFolder(_ body: (TestFolder) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: unique("uploads"))
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try await body(TestFolder(url: url))
}

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
