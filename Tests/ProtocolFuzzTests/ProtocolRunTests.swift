import ConformanceKit
import Foundation
import Testing
import ThreadTestSupport

@testable import ProtocolFuzz

/// Short runs, bounded by the number of samples.
@Suite(
    .serialized, .ownThread,
    .enabled(if: ServerProcess.find("redis-server") != nil, "redis-server is not in PATH"))
struct ProtocolRunTests {
    /// The slice that every run of the tests sends, each time another; its seed is told where it fails.
    @Test func martletAnswersAsRedisDoes() throws {
        let real = try Self.servers("redis-server", ServerProcess.find("redis-server"))
        let target = try Self.servers("martlet-server", Self.martlet())
        var run = ProtocolRun()
        run.seed = UInt64.random(in: 1...999_999_999)
        run.sampleLimit = 1_500
        run.limit = .seconds(600)
        let outcome = try run.run(real: real.ordinary(), target: target.ordinary())
        withExtendedLifetime((real, target)) {}
        #expect(outcome.differences.isEmpty, "seed \(run.seed): \(outcome.differences)")
        #expect(outcome.sampleCount == 1_500)
        #expect(outcome.refusedCount > 100)
    }

    /// It can fail: a server with another limit is found out, by a short case.
    @Test func anotherLimitIsFoundOut() throws {
        let program = try #require(ServerProcess.find("redis-server"))
        let real = try ServerProcess(program: program, variant: ServerVariant())
        var variant = ServerVariant()
        variant.options = ["--requirepass", "secret"]
        let target = try ServerProcess(program: program, variant: variant)
        var address = target.address
        address.password = nil
        let sample = WireSample(
            packets: [Array("*0\r\nPING\r\n".utf8), Array("*11\r\n$1\r\na\r\n".utf8)])
        let real1 = try WireAnswer.taken(of: sample, from: real.address, within: .seconds(60))
        let target1 = try WireAnswer.taken(of: sample, from: address, within: .seconds(60))
        #expect(real1 == WireAnswer(bytes: Array("+PONG\r\n".utf8), isClosed: true))
        #expect(!real1.agrees(with: target1, on: sample))
        #expect(target1.tellsOfAnEnd)
        let short = try SampleShrinker().shrunk(sample) { candidate in
            try WireAnswer.taken(of: candidate, from: address, within: .seconds(60)).tellsOfAnEnd
        }
        #expect(short.bytes.count <= 6)
    }

    @Test func clientIDsAreHidden() {
        let answer = Array("%1\r\n$2\r\nid\r\n:123\r\n$2\r\nid\r\n:4\r\n".utf8)
        let hidden = String(decoding: WireAnswer.hidden(answer), as: UTF8.self)
        #expect(hidden == "%1\r\n$2\r\nid\r\n:ID\r\n$2\r\nid\r\n:ID\r\n")
    }

    /// UNSUBSCRIBE without names goes by a hash table's order.
    @Test(
        arguments: [
            (["a", "b"], ["b", "a"], true), (["a", "b"], ["a", "c"], false),
            (["a"], ["b"], false),
        ])
    func channelsAreGivenUpInAnyOrder(real: [String], target: [String], agrees: Bool) {
        let answers = [real, target].map { names in
            let messages = names.enumerated().map { index, name in
                "*3\r\n$11\r\nunsubscribe\r\n$1\r\n\(name)\r\n:\(names.count - 1 - index)\r\n"
            }
            return WireAnswer(bytes: Array(messages.joined().utf8), isClosed: true)
        }
        #expect(answers[0].agrees(with: answers[1], on: WireSample(packets: [])) == agrees)
    }

    @Test func shrinkingKeepsWhatShows() throws {
        let noise = Array(String(repeating: "x", count: 500).utf8)
        let sample = WireSample(packets: [noise + Array("needle".utf8), noise])
        let short = SampleShrinker().shrunk(sample) {
            String(decoding: $0.bytes, as: UTF8.self).contains("needle")
        }
        #expect(short == WireSample(packets: [Array("needle".utf8)]))
        let split = SampleShrinker().shrunk(sample) { $0.packets.count == 2 }
        #expect(split == sample)
    }

    static func servers(_ name: String, _ program: String?) throws -> ProgramServers {
        ProgramServers(name: name, program: try #require(program))
    }

    /// The server that was built with the tests, in the same folder.
    static func martlet() -> String? {
        [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
            .compactMap { $0?.deletingLastPathComponent().appendingPathComponent("martlet-server") }
            .map(\.path).first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
