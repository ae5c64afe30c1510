public import MartletClient

/// Pets in Redis: two strings for a device, written as one.
public struct RedisStorage: PetStorage {
    private let client: any RedisClient
    private let keys: KeyScheme
    private let options: RedisStorageOptions

    /// Makes a storage of a server, which stays the caller's to close.
    public init(_ client: any RedisClient, options: RedisStorageOptions = RedisStorageOptions()) {
        self.client = client
        self.options = options
        keys = KeyScheme(isClustered: client.isClustered)
    }

    /// Returns both documents, by one MGET.
    public func load(_ device: DeviceID) async throws -> PetDocuments {
        let values = try await client.mgetBytes(keys.keys(of: device))
        return PetDocuments(rhythm: values[0], energy: values[1])
    }

    /// Writes one document by SETEX, or by SET if pets last.
    public func save(_ document: [UInt8], as system: PetSystem, of device: DeviceID) async throws {
        try await client.send(options.write(document, keys.key(system, of: device)))
    }

    /// Removes both documents, by one DEL of their two keys.
    @discardableResult
    public func delete(_ device: DeviceID) async throws -> Bool {
        try await client.del(keys.keys(of: device)) > 0
    }

    /// Returns whether there is a document.
    public func exists(_ system: PetSystem, of device: DeviceID) async throws -> Bool {
        try await client.exists(keys.key(system, of: device))
    }

    /// Changes a device's documents under WATCH, by MULTI and EXEC.
    ///
    /// - Throws: `RedisError`; what `body` throws.
    public func update<Result: Sendable>(
        _ device: DeviceID, remembering requests: [RequestID],
        _ body: @Sendable (PetDocuments, Set<RequestID>) throws -> PetUpdate<Result>
    ) async throws -> Result {
        let own = keys.keys(of: device)
        let watched = own + requests.map { keys.request($0, of: device) }
        return try await client.transaction(watching: watched, attempts: options.attempts) {
            session in
            let values = try await session.mgetBytes(watched)
            let known = zip(requests, values.dropFirst(2)).compactMap { $1 == nil ? nil : $0 }
            let update = try body(
                PetDocuments(rhythm: values[0], energy: values[1]), Set(known))
            var commands: [RedisCommand] = []
            if let documents = update.documents {
                if update.clearsFirst { commands.append(.del(own)) }
                for (key, system) in zip(own, PetSystem.allCases) {
                    if let bytes = documents[system] { commands.append(options.write(bytes, key)) }
                }
                commands += watched.dropFirst(2).map {
                    .set($0, "1", expiry: .after(options.requestRetention))
                }
            }
            return (commands, update.result)
        }.result
    }

    /// Returns the keys of all pets and of the requests that are remembered, by SCAN.
    public func names() async throws -> [String] {
        var names: Set<String> = []
        for try await keys in client.scan(match: KeyScheme.pattern, count: 1000) {
            names.formUnion(keys)
        }
        return names.sorted()
    }
}

/// How pets are kept in Redis.
public struct RedisStorageOptions: Sendable {
    /// How long a pet is kept after it was last written; forever if nil. Whoever comes later finds a
    /// newborn, and is told so: ``PetAnswer/isNewborn``.
    public var retention: Duration? = .seconds(30 * 86_400)
    /// How long a request is remembered.
    public var requestRetention = Duration.seconds(86_400)
    /// How often an update is tried at most if others change the same pet at the same time.
    public var attempts = 64

    /// The options that suit most.
    public init() {}

    fileprivate func write(_ document: [UInt8], _ key: String) -> RedisCommand {
        guard let retention else { return .set(key, document) }
        return RedisCommand(
            "SETEX", key, max(1, Int(retention.components.seconds)), document)
    }
}
