import Foundation
import MartletEngine
import MartletServer
import Testing

@testable import martlet_server

@Suite struct StartLogTests {
    /// Returns what is written for `settings`, without the process's id and the time.
    private func lines(
        _ settings: Settings, _ body: (StartLog, Settings) -> Void
    ) throws -> [String] {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("martlet-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var settings = settings
        settings.logFile = path
        let sink = LogSink()
        sink.configure(settings)
        body(StartLog(sink), settings)
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 5).last.map(String.init) ?? ""
        }
    }

    @Test(arguments: [(true, "# Configuration loaded"), (false, "# No config file was given")])
    func tellsWhereTheSettingsAreFrom(hasFile: Bool, line: String) throws {
        let lines = try lines(Settings()) { $0.begin($1, hasFile: hasFile) }
        #expect(lines.count { $0.hasPrefix(line) } == 1)
    }

    @Test func namesWhatHasNoEffect() throws {
        var settings = Settings()
        try settings.set("io-threads-do-reads", to: "no")
        #expect(
            try !lines(settings) { $0.begin($1, hasFile: true) }.contains {
                $0.contains("without effect")
            })
        try settings.set("activedefrag", to: "no")
        try settings.set("always-show-logo", to: "yes")
        #expect(
            try lines(settings) { $0.begin($1, hasFile: true) }
                .contains("# Accepted, but without effect yet: always-show-logo"))
    }

    @Test func endsWithTheLineThatToolsWaitFor() throws {
        var settings = Settings()
        settings.unixSocket = "/tmp/x"
        #expect(
            try lines(settings) { $0.ready($1, port: 7) } == [
                "* Running mode=standalone, port=7.", "# Server initialized",
                "* The server is now ready to accept connections at /tmp/x",
                "* Ready to accept connections",
            ])
    }
}
