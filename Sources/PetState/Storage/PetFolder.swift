import Foundation
import LayerSupport

/// The files of one device.
struct PetFolder {
    let url: URL

    private static let pendingUpdate = "update"

    /// Returns the bytes of a file; nil if there is none.
    func read(_ name: String) throws -> [UInt8]? {
        do {
            return Array(try Data(contentsOf: file(name)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        }
    }

    /// Writes a file: it has its old bytes or the new ones, at any time.
    func write(_ bytes: [UInt8], _ name: String) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data(bytes).write(to: file(name), options: .atomic)
    }

    /// Removes a file if there is one.
    func remove(_ name: String) throws {
        do {
            try FileManager.default.removeItem(at: file(name))
        } catch let error as CocoaError where error.code == .fileNoSuchFile {
            return
        }
    }

    func documents() throws -> PetDocuments {
        PetDocuments(rhythm: try read("rhythm"), energy: try read("energy"))
    }

    /// Writes several files: all, or those that are left when ``completeUpdate()`` is called next.
    func update(_ files: JSONObject) throws {
        try write(JSONWriter.bytes(of: .object(files)), Self.pendingUpdate)
        try completeUpdate()
    }

    /// Writes what an update that was interrupted had still to write.
    func completeUpdate() throws {
        guard let bytes = try read(Self.pendingUpdate) else { return }
        // The file was given its name when it was whole: what can't be read isn't from here.
        let files = try JSONParser.value(of: bytes).object
        for file in files?.members ?? [] {
            if let text = file.value.stringValue { try write(Array(text.utf8), file.name) }
        }
        try remove(Self.pendingUpdate)
    }

    func requestLog() throws -> RequestLog {
        RequestLog(try read("requests"))
    }

    private func file(_ name: String) -> URL { url.appending(path: "\(name).json") }
}

/// The requests that were done, and when.
struct RequestLog {
    private var times: JSONObject

    init(_ bytes: [UInt8]?) {
        let value = bytes.flatMap { try? JSONParser.value(of: $0) }
        times = value?.object ?? [:]
    }

    var bytes: [UInt8] { JSONWriter.bytes(of: .object(times)) }

    func contains(_ request: RequestID) -> Bool { times[request.text] != nil }

    mutating func add(_ request: RequestID, at seconds: Double) {
        times[request.text] = .float(seconds)
    }

    /// Forgets what was done before so many seconds since 1970.
    mutating func forget(before seconds: Double) {
        for member in times.members where member.value.doubleValue ?? 0 < seconds {
            times[member.name] = nil
        }
    }
}
