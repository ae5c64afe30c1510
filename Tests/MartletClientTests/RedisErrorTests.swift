import MartletClient
import Testing

@Suite struct RedisErrorTests {
    @Test func readsWhatServersSay() {
        let error = RedisError(reply: "NOSCRIPT No matching script.")
        #expect(error.code == .noScript && error.message == "No matching script.")
        #expect("\(error)" == "NOSCRIPT No matching script.")
        #expect(RedisError(reply: "ERR").message == "" && "\(RedisError(reply: "ERR"))" == "ERR")
    }

    @Test func tellsWhatMayPass() {
        #expect(RedisError(code: .connection, message: "").isUnavailable)
        #expect(RedisError(reply: "LOADING Redis is loading").isUnavailable)
        #expect(!RedisError(reply: "WRONGTYPE x").isUnavailable)
    }
}
