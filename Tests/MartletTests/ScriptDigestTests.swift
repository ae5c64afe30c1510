import Martlet
import Testing

@Suite struct ScriptDigestTests {
    @Test func isWhatTheServerSays() throws {
        let server = try Martlet.start(.inProcess)
        let digest = try server.execute("SCRIPT", "LOAD", "return 'ä'").text
        #expect(ScriptDigest.hex(of: "return 'ä'") == digest)
    }
}
