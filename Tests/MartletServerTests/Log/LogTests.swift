import Logging
import MartletEngine
import Testing

@testable import MartletServer

@Suite struct LogTests {
    private let path = "/tmp/martlet-log-\(UInt64.random(in: 0...(.max)))"

    private func sink(_ level: String = "notice") throws -> LogSink {
        var settings = Settings()
        try settings.set("loglevel", to: level)
        try settings.set("logfile", to: path)
        let sink = LogSink()
        sink.configure(settings)
        return sink
    }

    private var lines: [String] {
        let text = (try? FileSystem.read(path)) ?? []
        return text.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func linesTellProcessRoleTimeAndLevel() throws {
        defer { FileSystem.remove(path) }
        let sink = try sink()
        sink.log("one", .warning)
        sink.becomeMaster()
        sink.log("two", .notice)
        sink.log("not this", .info)
        let id = ProcessClock.processID
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("\(id):C ") && lines[0].hasSuffix(" # one"))
        #expect(lines[1].hasPrefix("\(id):M ") && lines[1].hasSuffix(" * two"))
    }

    @Test func loggersFollowTheLevelThatIsSet() throws {
        defer { FileSystem.remove(path) }
        let sink = try sink("warning")
        var logger = Logger(label: "test") { _ in RedisLogHandler(to: sink) }
        logger.notice("hidden")
        var settings = Settings()
        try settings.set("logfile", to: path)
        try settings.set("loglevel", to: "debug")
        sink.configure(settings)
        logger.debug("shown", metadata: ["b": "2", "a": "1"])
        logger.logLevel = .error
        logger.info("hidden again")
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix(" . shown a=1 b=2") ?? false)
    }

    @Test func aFileThatCanNotBeWrittenCostsOnlyItsLines() throws {
        var settings = Settings()
        try settings.set("logfile", to: "/dev/full")
        let sink = LogSink()
        sink.configure(settings)
        sink.log("lost", .warning)
        try settings.set("logfile", to: "/nonexistent/log")
        sink.configure(settings)
        sink.log("lost, too", .warning)
    }

    @Test func timeIsPadded() {
        #expect(ProcessClock.logTime(seconds: 0, milliseconds: 7).hasSuffix(".007"))
        #expect(ProcessClock.logTime(seconds: 0, milliseconds: 7).utf8.count == 24)
    }

    @Test(
        arguments: zip(
            [Logger.Level.trace, .debug, .info, .notice, .warning, .error, .critical],
            [".", ".", "-", "*", "#", "#", "#"]))
    func levelsHaveRedisMarks(level: Logger.Level, mark: String) {
        #expect(level.redisMark == mark)
    }
}
