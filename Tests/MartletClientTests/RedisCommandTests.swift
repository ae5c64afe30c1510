import Testing

@testable import MartletClient

@Suite struct RedisCommandTests {
    @Test func isMadeOfWords() {
        let command = RedisCommand("XGROUP CREATE", "k", 5, 1.5, [255], "ab".dropFirst())
        let texts = ["XGROUP", "CREATE", "k", "5", "1.5"]
        #expect(command.arguments == texts.map { Array($0.utf8) } + [[255], [UInt8(ascii: "b")]])
        #expect(command.name == "XGROUP")
        #expect("\(command)" == "XGROUP with 6 arguments")
        #expect(Double.infinity.redisBytes == Array("inf".utf8))
        #expect(Int64.min.redisBytes == Array("-9223372036854775808".utf8))
    }

    @Test(
        arguments: [
            ("GET k", .ordinary), ("blpop k 0", .blocking(nil)),
            ("BLPOP k 1.5", .blocking(.seconds(1.5))),
            ("BLMPOP 2 1 k LEFT", .blocking(.seconds(2))),
            ("BRPOP k nonsense", .blocking(.zero)), ("BLPOP k -1", .blocking(.zero)),
            ("WAIT 1 20", .blocking(.milliseconds(20))), ("XREAD STREAMS block 5", .ordinary),
            ("XREAD COUNT 1 block 10 STREAMS k $", .blocking(.milliseconds(10))),
            ("XREADGROUP GROUP g c BLOCK 0 STREAMS k >", .blocking(nil)), ("multi", .session),
            ("CLIENT LIST", .ordinary), ("client", .ordinary), ("CLIENT tracking ON", .session),
            ("Subscribe c", .pushing), ("MONITOR", .pushing), ("SUBSTR k 0 1", .ordinary),
        ] as [(String, RedisCommand.Kind)])
    func asksOfTheConnection(text: String, kind: RedisCommand.Kind) {
        let command = RedisCommand(arguments: text.split(separator: " ").map { Array($0.utf8) })
        #expect(command.kind == kind)
    }

    @Test func noCommandIsOrdinary() {
        #expect(RedisCommand(arguments: []).kind == .ordinary)
    }
}
