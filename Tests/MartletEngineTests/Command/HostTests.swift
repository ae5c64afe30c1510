import MartletEngine
import Testing

@Suite struct HostTests {
    /// As redis-server does that was started without a file.
    @Test func withoutAHostThereIsNoFileToRewrite() {
        let error = #expect(throws: ReplyError.self) {
            try NoHost().rewriteConfiguration(Settings())
        }
        #expect(error == ReplyError("ERR The server is running without a config file"))
    }

    @Test func withoutAHostSettingsAreTakenAsTheyAre() throws {
        var settings = Settings()
        settings.port = 1
        try NoHost().apply(settings, replacing: Settings())
        #expect(NoHost().facts.tcpPort == 0)
        #expect(!NoHost().usesMemory(beyond: 0))
    }
}
