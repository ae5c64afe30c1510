import MartletLoop
import Testing

@Suite struct UVErrorTests {
    @Test func hasANameAndTwoTexts() throws {
        let loop = try Loop()
        loop.stop()
        let error = #expect(throws: UVError.self) { try Timer(on: loop) {} }
        #expect(error?.name == "ECANCELED")
        #expect(error?.description == "operation canceled")
        #expect(error?.systemText == "Operation canceled")
    }

    /// libuv's own numbers are none of the system's.
    @Test func resolverErrorsHaveLibuvsText() throws {
        let loop = try Loop()
        let error = #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: "no such host", port: 0)) { _ in }
        }
        #expect(error?.cause.name == "EAI_NONAME")
        #expect(error?.description == "unknown node or service")
    }
}
