public import MartletClient

/// Where pets are kept, and what happens while that is away.
public struct PetBackend: Sendable {
    /// What has the pets that count.
    public let storage: any PetStorage
    /// Where is kept what is done while the server is away; nil if requests fail then.
    public let fallback: FileStorage?

    /// Keeps pets in a storage.
    ///
    /// - Parameter fallback: Where is kept what is done while the server is away; nil if requests are
    ///   to fail then.
    public init(_ storage: any PetStorage, fallback: FileStorage? = nil) {
        self.storage = storage
        self.fallback = fallback
    }

    /// Keeps pets on a server.
    ///
    /// - Parameter fallback: Where is kept what is done while the server is away; nil if requests are
    ///   to fail then.
    public static func redis(
        _ client: any RedisClient, options: RedisStorageOptions = RedisStorageOptions(),
        fallback: FileStorage? = nil
    ) -> PetBackend {
        PetBackend(RedisStorage(client, options: options), fallback: fallback)
    }

    /// Keeps pets in files.
    public static func files(_ storage: FileStorage) -> PetBackend {
        PetBackend(storage)
    }

    /// The URL of the server that an environment names: in `REDIS_URL`, else in `KV_REST_API_URL`; nil
    /// if it names none.
    ///
    /// - Throws: ``PetStateError`` with the code ``PetStateError/Code/invalidBackend`` if it isn't a
    ///   server's that speaks Redis's protocol, such as the `https://` address that the second name
    ///   often has: to go on without it would make two truths.
    public static func url(
        in environment: [String: String]
    ) throws(PetStateError) -> String? {
        for name in ["REDIS_URL", "KV_REST_API_URL"] {
            guard let url = environment[name], !url.isEmpty else { continue }
            let scheme = url.prefix { $0 != ":" }.lowercased()
            guard url.contains("://"), Self.schemes.contains(scheme) else {
                throw PetStateError(
                    code: .invalidBackend,
                    message: "\(name) is no URL of a Redis server, by its scheme")
            }
            return url
        }
        return nil
    }

    private static let schemes: Set<String> = [
        "redis", "rediss", "redis+unix", "unix", "redis-cluster", "martlet",
    ]

    /// Keeps pets on the server that an environment names, and in files while that is away; or only in
    /// files, if it names none.
    ///
    /// - Returns: The backend, and the client that it has, which the caller closes.
    /// - Throws: ``PetStateError`` and `RedisError` if what the environment says is no URL of a server.
    public static func choose(
        environment: [String: String], options: RedisStorageOptions = RedisStorageOptions(),
        files: FileStorage = FileStorage()
    ) throws -> (backend: PetBackend, client: (any RedisClient)?) {
        guard let url = try url(in: environment) else { return (.files(files), nil) }
        let client = try Redis.client(url)
        return (.redis(client, options: options, fallback: files), client)
    }
}
