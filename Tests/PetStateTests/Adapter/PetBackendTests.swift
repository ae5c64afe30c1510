import MartletClient
import PetState
import Testing

@Suite struct PetBackendTests {
    @Test func environmentNamesTheServer() throws {
        let none = try PetBackend.url(in: ["REDIS_URL": ""])
        #expect(none == nil)
        let first = try PetBackend.url(
            in: ["REDIS_URL": "redis://a", "KV_REST_API_URL": "https://b"])
        #expect(first == "redis://a")
        let second = try PetBackend.url(in: ["KV_REST_API_URL": "rediss://b"])
        #expect(second == "rediss://b")
    }

    /// The original took the address for a server's, failed, and went on with files without a word.
    @Test(arguments: ["https://b", "redis", "file:///x"])
    func whatIsNoServerIsRefused(url: String) {
        for name in ["REDIS_URL", "KV_REST_API_URL"] {
            let error = #expect(throws: PetStateError.self) {
                try PetBackend.choose(environment: [name: url])
            }
            #expect(error?.code == .invalidBackend)
        }
    }

    @Test func choosesByTheURL() async throws {
        let files = try PetBackend.choose(environment: [:])
        #expect(files.backend.storage is FileStorage && files.client == nil)
        let url = "martlet://memory?name=PetBackendTests"
        let server = try PetBackend.choose(environment: ["REDIS_URL": url])
        #expect(server.backend.storage is RedisStorage && server.backend.fallback != nil)
        await server.client?.close()
    }
}
