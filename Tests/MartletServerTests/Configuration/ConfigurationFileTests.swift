import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ConfigurationFileTests {
    @Test func filesAreReadAndRewritten() throws {
        let path = "/tmp/martlet-\(UInt64.random(in: 0...(.max))).conf"
        try FileSystem.replace(path, with: Array("# mine\nport 1\n".utf8))
        defer { FileSystem.remove(path) }
        var reader = ConfigReader()
        try reader.read(file: path, options: Array("timeout 7".utf8))
        let settings = try reader.finish()
        #expect(settings.timeout == 7)
        #expect(ConfigurationFile("a", in: "/b").path == "/b/a")
        let file = ConfigurationFile(path)
        try file.rewrite(settings, user: Array("user default on nopass ~* &* +@all".utf8))
        var again = ConfigReader()
        try again.read(file: path)
        #expect(try again.finish().timeout == 7)
        #expect(throws: (any Error).self) {
            try ConfigurationFile("/nonexistent/x").rewrite(settings, user: [])
        }
    }
}
