public import Foundation
public import LayerSupport

/// Pets in files: `life-{device}/{system}.json` in a folder, each written to a temporary file first and
/// then given its name.
///
/// Changes of more than one file are written to `update.json` before, so that whoever comes after a
/// crash completes them. The files belong to one process at a time: within it one storage, which all
/// tasks share, keeps their changes apart; two processes wouldn't notice each other.
public actor FileStorage: PetStorage {
    /// The folder that has the devices' folders.
    public nonisolated let root: URL
    private let clock: any LayerClock
    private let requestRetention: Duration

    /// Makes a storage in a folder: by default that for temporary files.
    ///
    /// - Parameters:
    ///   - clock: What tells when requests are forgotten.
    ///   - requestRetention: How long a request is remembered.
    public init(
        in root: URL? = nil, clock: any LayerClock = .system,
        requestRetention: Duration = .seconds(86_400)
    ) {
        self.root = root ?? FileManager.default.temporaryDirectory
        self.clock = clock
        self.requestRetention = requestRetention
    }

    /// Returns both documents.
    public func load(_ device: DeviceID) throws -> PetDocuments {
        let folder = folder(of: device)
        try folder.completeUpdate()
        return try folder.documents()
    }

    /// Writes one document.
    public func save(_ document: [UInt8], as system: PetSystem, of device: DeviceID) throws {
        let folder = folder(of: device)
        try folder.completeUpdate()
        try folder.write(document, system.rawValue)
    }

    /// Removes the documents.
    @discardableResult
    public func delete(_ device: DeviceID) throws -> Bool {
        let folder = folder(of: device)
        try folder.completeUpdate()
        let existed = try !folder.documents().isEmpty
        for system in PetSystem.allCases { try folder.remove(system.rawValue) }
        return existed
    }

    /// Returns whether there is a document.
    public func exists(_ system: PetSystem, of device: DeviceID) throws -> Bool {
        try load(device)[system] != nil
    }

    /// Changes a device's documents as one.
    public func update<Result: Sendable>(
        _ device: DeviceID, remembering requests: [RequestID],
        _ body: @Sendable (PetDocuments, Set<RequestID>) throws -> PetUpdate<Result>
    ) throws -> Result {
        let folder = folder(of: device)
        try folder.completeUpdate()
        var log = requests.isEmpty ? nil : try folder.requestLog()
        log?.forget(before: clock.secondsSince1970 - requestRetention / .seconds(1))
        let known = Set(requests.filter { log?.contains($0) == true })
        let update = try body(try folder.documents(), known)
        if let documents = update.documents {
            var files: JSONObject = [:]
            for system in PetSystem.allCases {
                files[system.rawValue] = documents[system].map {
                    .string(String(decoding: $0, as: UTF8.self))
                }
            }
            if var log {
                for request in requests { log.add(request, at: clock.secondsSince1970) }
                files["requests"] = .string(String(decoding: log.bytes, as: UTF8.self))
            }
            try folder.update(files)
        }
        return update.result
    }

    /// Returns the paths of all files of pets, from the folder on.
    public func names() throws -> [String] {
        let folders = try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { $0.hasPrefix("life-") }
        return try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: folder).path
            ).map { "\(folder)/\($0)" }
        }.sorted()
    }

    nonisolated func folder(of device: DeviceID) -> PetFolder {
        PetFolder(url: root.appending(path: "life-\(PathName.encoded(device.text))"))
    }
}
