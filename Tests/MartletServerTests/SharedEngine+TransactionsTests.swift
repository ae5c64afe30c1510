import MartletEngine
import Testing

@testable import MartletServer

@Suite struct SharedEngineTransactionsTests {
    private func run(
        _ lines: [String], _ engine: SharedEngine
    ) -> (SharedEngine.Outcome, String) {
        var text = ""
        let outcome = engine.executeTransaction(for: nil, count: lines.count) { index, list in
            for word in lines[index].split(separator: " ") { list.append(String(word).utf8.span) }
        } _: { reply in
            text = String(copying: reply.buffer.span)
        }
        return (outcome, text)
    }

    @Test func allRunUnderOneLock() {
        let engine = SharedEngine()
        #expect(run(["INCR n", "INCR n"], engine) == (.done, "*2\r\n:1\r\n:2\r\n"))
        #expect(run(["INCR n", "GET"], engine).1.hasPrefix("-ERR wrong number of arguments"))
        #expect(run(["GET n"], engine) == (.done, "*1\r\n$1\r\n2\r\n"))
        engine.stop()
        #expect(run(["GET n"], engine).0 == .stopped)
    }
}
