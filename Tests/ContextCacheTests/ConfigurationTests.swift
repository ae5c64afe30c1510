@testable import ContextCache
import MartletClient
import Testing

@Suite struct ConfigurationTests {
    private static let document = """
        redis:
          enabled: true
          host: "${REDIS_HOST:localhost}"
          port: ${REDIS_PORT:6379}
          password: "${REDIS_PASSWORD:}"
          db: ${REDIS_DB:0}
          key_prefix: "opencontext:"
          max_connections: 10
          socket_timeout: 5.0
          socket_connect_timeout: 2.5
          retry_on_timeout: false
        capture:
          text_chat:
            enabled: true
            buffer_size: 4
            buffer_ttl: 60
            redis: {enabled: false}
        completion:
          enabled: true
          cache:
            max_size: 50
            ttl_seconds: 30
            strategy: "lru"
            redis:
              enabled: true
        """

    @Test func theDocumentsFileIsRead() throws {
        let configuration = try CacheConfiguration(yaml: Self.document, environment: [:])
        #expect(configuration.redis.serverURL == "redis://localhost:6379/0")
        #expect(configuration.redis.connectTimeout == 2.5)
        #expect(!configuration.redis.retriesOnTimeout)
        #expect(configuration.chat.bufferSize == 4 && !configuration.chat.usesRedis)
        #expect(configuration.chat.options.ttl == .seconds(60))
        #expect(configuration.completion.options.strategy == .lru)
        #expect(configuration.completion.options.maximumSize == 50)
        let options = configuration.redis.clientOptions
        #expect(options.connectTimeout == .seconds(2.5) && options.exclusiveConnections == 8)
    }

    @Test func theEnvironmentIsHeard() throws {
        let environment = [
            "REDIS_HOST": "::1", "REDIS_PORT": "7000", "REDIS_PASSWORD": "a: #@/é", "REDIS_DB": "3",
        ]
        let url = "redis://:a%3A%20%23%40%2F%C3%A9@[::1]:7000/3"
        let file = try CacheConfiguration(yaml: Self.document, environment: environment)
        #expect(file.redis.serverURL == url)
        #expect(try CacheConfiguration(environment: environment).redis.serverURL == url)
        #expect(try CacheConfiguration(yaml: "", environment: environment).redis.serverURL == url)
        let own = try CacheConfiguration(
            yaml: "redis: {host: a, password: 0123}", environment: environment)
        #expect(own.redis.serverURL == "redis://:0123@a:7000/3")
    }

    @Test func nothingIsNeeded() throws {
        #expect(try CacheConfiguration(environment: [:]) == CacheConfiguration())
        let off = try CacheConfiguration(yaml: "redis: {enabled: no}", environment: [:])
        #expect(off.redis.serverURL == "martlet://memory")
        let cluster = try CacheConfiguration(
            yaml: "redis: {url: 'redis-cluster://a:1,b:2'}", environment: [:])
        #expect(cluster.redis.serverURL == "redis-cluster://a:1,b:2")
    }

    @Test(arguments: [
        ("redis: {port: x}", "redis.port"), ("redis: {port: 70000}", "redis.port"),
        ("redis: {host: [a]}", "redis.host"), ("redis: {host: '${MISSING}'}", "redis.host"),
        ("redis: {enabled: maybe}", "redis.enabled"), ("redis: {db: -1}", "redis.db"),
        ("redis: {socket_timeout: 0}", "redis.socket_timeout"), ("redis: [", ""),
        ("capture: {text_chat: {buffer_size: 0}}", "capture.text_chat.buffer_size"),
        ("completion: {cache: {strategy: fifo}}", "completion.cache.strategy"),
    ])
    func mistakesAreNamed(yaml: String, setting: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try CacheConfiguration(yaml: yaml, environment: [:])
        }
        #expect(error?.setting == setting)
        #expect(error?.description.isEmpty == false)
    }

    @Test(arguments: [
        ("plain", "plain"), ("${A}", "1"), ("x${A:2}y${B:2}z", "x1y2z"), ("${B:}", ""),
        ("${B:a:b}", "a:b"), ("${A", "${A"), ("$A", "$A"), ("${C:}", ""),
    ])
    func variablesAreResolved(text: String, result: String) throws {
        let environment = ["A": "1", "C": ""]
        #expect(try EnvironmentText.resolve(text, environment, setting: "s") == result)
    }

    /// Defect 7: one client, and nobody decides for others.
    @Test func cachesShareOneClient() async throws {
        let caches = SharedCaches()
        var redis = CacheConfiguration.Redis()
        redis.url = "martlet://memory?name=ConfigurationTests"
        let first = try await caches.cache(for: redis)
        redis.defaultTTL = 60
        redis.keyPrefix = "other:"
        let second = try await caches.cache(for: redis)
        #expect(first.store === second.store)
        #expect(first.defaultTTL == .seconds(3600) && second.defaultTTL == .seconds(60))
        try await first.set("k", "1")
        #expect(try await second.get("k") == nil)

        var configuration = CacheConfiguration()
        configuration.redis = redis
        configuration.chat.usesRedis = false
        let chat = try await caches.cache(for: configuration, part: .chat)
        let completion = try await caches.cache(for: configuration, part: .completion)
        #expect(chat.store !== first.store && completion.store === first.store)
        #expect(completion.defaultTTL == .seconds(300))

        let renewed = try await caches.renewedCache(for: redis)
        #expect(renewed.store !== first.store)
        await caches.close()
        await #expect(throws: RedisError.self) { try await renewed.get("k") }
        redis.url = "ftp://x"
        await #expect(throws: RedisError.self) { try await caches.cache(for: redis) }
    }
}
