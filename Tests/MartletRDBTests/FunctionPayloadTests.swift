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
        var read: [[UInt8]] = []
        try FunctionPayload.forEach(in: payload.span, &engine.engine.call) { text in
            read.append([UInt8](text))
        }
        #expect(read == texts)
    }

    @Test(arguments: [
        ([0] as [UInt8], "ERR given type is not a function"),
        ([246, 1, 0], "ERR Pre-release function format not supported"),
        ([245, 60, 1], "ERR Failed loading library payload"),
    ])
    func othersAreRefused(body: [UInt8], text: String) {
        var engine = PayloadEngine()
        let error = #expect(throws: ReplyError.self) {
            try FunctionPayload.forEach(in: Payload.make(body).span, &engine.engine.call) { _ in }
        }
        #expect(error?.description == text)
    }
}
