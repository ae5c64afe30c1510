import Foundation
import LayerSupport
import Synchronization

/// The folder of files that have come and aren't uploaded yet.
final class IncomingFolder: Sendable {
    private let folder: URL
    private let lastRemoval = Mutex(-Double.infinity)

    /// Makes the folder if it isn't there.
    init(_ folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes what is left of uploads that failed, and of instances that were killed: files that nobody has
    /// written to for so long that none is at work on them. It looks every ten minutes at most.
    func removeRemains(olderThan seconds: Double, clock: any LayerClock) {
        let now = clock.secondsSince1970
        let isDue = lastRemoval.withLock { last in
            guard now - last >= 600 else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let key = URLResourceKey.contentModificationDateKey
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [key])
        for file in files ?? [] {
            let written = try? file.resourceValues(forKeys: [key]).contentModificationDate
            guard let written = written?.timeIntervalSince1970,
                now - written > seconds
            else { continue }
            try? FileManager.default.removeItem(at: file)
        }
    }

    /// A file that is being written.
    struct File {
        let path: String
        private let handle: FileHandle

        fileprivate init(_ path: String) throws {
            self.path = path
            try Data().write(to: URL(filePath: path))
            handle = try FileHandle(forWritingTo: URL(filePath: path))
        }

        func write(_ bytes: [UInt8]) throws { try handle.write(contentsOf: Data(bytes)) }

        func close() throws { try handle.close() }

        /// Removes the file: nobody wants it.
        func discard() {
            try? handle.close()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Makes a file that a client calls so. Its name here is one that no other file has.
    func makeFile(named name: String) throws -> File {
        let id = UUID().uuidString.lowercased()
        return try File(folder.appending(path: "\(id)-\(Self.safe(name))").path)
    }

    /// Returns what a client calls a file, by its path here.
    static func name(ofPath path: String) -> String {
        let last = String(path.split(separator: "/").last ?? "")
        guard let end = last.index(last.startIndex, offsetBy: 37, limitedBy: last.endIndex),
            UUID(uuidString: String(last[..<last.index(before: end)])) != nil
        else { return last }
        return String(last[end...])
    }

    /// Returns a name without folders and control characters, and not too long for a file system.
    static func safe(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        var kept = ""
        for scalar in last.unicodeScalars {
            guard scalar.properties.generalCategory != .control,
                kept.utf8.count + UTF8.width(scalar) <= 150
            else { continue }
            kept.unicodeScalars.append(scalar)
        }
        return ["", ".", ".."].contains(kept) ? "file" : kept
    }
}
