import Testing

@testable import martlet_server

@Suite struct ProgramTextsTests {
    /// What tools look for, as in `redis-server --version`.
    @Test func theVersionIsWordedAsRedisWordsIt() {
        #expect(
            ProgramTexts.version.wholeMatch(
                of: /Redis server v=7\.0\.15 sha=[0-9a-f]{8}:0 malloc=\S+ bits=64 build=[0-9a-f]+/)
                != nil)
    }

    @Test func helpCallsTheProgramByItsName() {
        let help = ProgramTexts.help("some-name")
        #expect(help.hasPrefix("Usage: some-name "))
        #expect(help.contains("some-name --port 7777"))
        #expect(!help.contains("martlet-server"))
        for line in help.split(separator: "\n") { #expect(line.count <= 80) }
    }
}
