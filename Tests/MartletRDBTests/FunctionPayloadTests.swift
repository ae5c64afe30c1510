import MartletEngine
import Testing

@testable import MartletRDB

@Suite struct FunctionPayloadTests {
    @Test func textsComeBack() throws {
        var engine = PayloadEngine()
        let texts = ["#!lua name=a\n", String(repeating: "x", count: 1000), ""].map {
            Array($0.utf8)
        }
        let payload = FunctionPayload.make(texts, &engine.engine.call)
        let contents = try FunctionPayload.contents(of: payload.span, &engine.engine.call)
        #expect(contents.texts == texts)
        #expect(contents.failure == nil)
    }

    @Test(arguments: [
        ([0] as [UInt8], "ERR given type is not a function"),
        ([245, 60, 1], "ERR Failed loading library payload"),
        ([246], "ERR Failed loading library name"),
        ([246, 1, 97, 60], "ERR Failed loading engine name"),
        ([246, 1, 97, 1, 98, 0x82], "ERR Failed loading library description indicator"),
        ([246, 1, 97, 1, 98, 1, 60], "ERR Failed loading library description"),
        ([246, 1, 97, 1, 98, 0, 60], "ERR Failed loading library blob"),
    ])
    func othersAreRefused(body: [UInt8], text: String) throws {
        var engine = PayloadEngine()
        let payload = Payload.make([245, 1, 120] + body)
        let contents = try FunctionPayload.contents(of: payload.span, &engine.engine.call)
        #expect(contents.texts == [[120]])
        #expect(contents.failure?.description == text)
    }

    @Test(arguments: [
        ([246, 1, 97, 1, 98, 0, 2, 99, 100] as [UInt8], "#!b name=a\ncd"),
        ([246, 1, 97, 1, 98, 1, 2, 120, 121, 1, 99], "#!b name=a\nc"),
        ([246, 2, 97, 0, 3, 98, 0, 1, 0, 3, 99, 0, 100], "#!b name=a\nc"),
    ])
    func olderOnesGetAHeader(body: [UInt8], text: String) throws {
        var engine = PayloadEngine()
        let payload = Payload.make(body)
        let contents = try FunctionPayload.contents(of: payload.span, &engine.engine.call)
        #expect(contents.texts == [Array(text.utf8)])
    }
}
