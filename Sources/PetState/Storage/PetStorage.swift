/// Where pets are kept: in Redis or in files.
public protocol PetStorage: Sendable {
    /// Returns all documents of a device, read at one time; empty if there are none.
    func load(_ device: DeviceID) async throws -> PetDocuments

    /// Writes one document of a device, whatever is there.
    func save(_ document: [UInt8], as system: PetSystem, of device: DeviceID) async throws

    /// Removes all documents of a device, and nothing of any other; returns whether there were any.
    @discardableResult
    func delete(_ device: DeviceID) async throws -> Bool

    /// Returns whether there is a document.
    func exists(_ system: PetSystem, of device: DeviceID) async throws -> Bool

    /// Changes a device's documents as one: reads them, calls `body`, and writes what it returns,
    /// provided that nobody changed them meanwhile; else it begins anew. All is written or nothing.
    ///
    /// - Parameters:
    ///   - requests: Requests that are remembered along with what is written.
    ///   - body: Takes the documents, and those of the requests that were remembered before.
    func update<Result: Sendable>(
        _ device: DeviceID, remembering requests: [RequestID],
        _ body: @Sendable (PetDocuments, Set<RequestID>) throws -> PetUpdate<Result>
    ) async throws -> Result

    /// Returns the names under which documents are kept, of all devices, in order: for whoever looks
    /// for a fault.
    func names() async throws -> [String]
}

/// What is to become of a device's documents.
public struct PetUpdate<Result: Sendable>: Sendable {
    /// What is written; nil if nothing is, nor any request remembered.
    public var documents: PetDocuments?
    /// Whether all that was there is removed first.
    public var clearsFirst: Bool
    /// What the caller gets, once all is written.
    public var result: Result

    /// Makes an update.
    public init(documents: PetDocuments?, clearsFirst: Bool = false, result: Result) {
        self.documents = documents
        self.clearsFirst = clearsFirst
        self.result = result
    }
}
