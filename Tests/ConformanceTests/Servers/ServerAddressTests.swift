import Testing

@testable import ConformanceKit

@Suite struct ServerAddressTests {
    @Test func urls() {
        #expect(
            ServerAddress(url: "redis://example.com:7000")
                == ServerAddress(host: "example.com", port: 7000))
        #expect(ServerAddress(url: "redis://localhost")?.port == 6379)
        #expect(ServerAddress(url: "redis://:p%40ss@127.0.0.1:1")?.password == "p@ss")
        #expect(ServerAddress(url: "redis://[::1]:7000")?.host == "::1")
        #expect(ServerAddress(url: "unix:///tmp/a.sock")?.unixPath == "/tmp/a.sock")
        #expect(ServerAddress(url: "http://localhost") == nil)
        #expect(ServerAddress(url: "localhost:7000") == nil)
    }

    /// A page is for others to read.
    @Test(arguments: [
        ("redis://:secret@localhost", "redis://localhost:6379"),
        ("redis://[::1]:7000", "redis://[::1]:7000"), ("unix:///tmp/a.sock", "unix:/tmp/a.sock"),
    ])
    func passwordsAreNotTold(url: String, told: String) {
        #expect(ServerAddress(url: url)?.publicURL == told)
    }

    @Test func variants() {
        var variant = ServerVariant()
        #expect(variant.isOrdinary)
        #expect(variant.arguments.contains("--enable-debug-command"))
        variant.hasDefaults = true
        variant.options = ["--requirepass", "a", "--requirepass", "b"]
        #expect(!variant.isOrdinary)
        #expect(!variant.arguments.contains("--enable-debug-command"))
        #expect(variant.password == "b")
    }
}
