import MartletEngine
import Testing

@Suite struct BlockingTimeoutTests {
    @Test(arguments: [
        ("0", nil), ("1", 1_000), ("0.0000001", 1), ("1e-400", 1), ("0x1", 1_000), ("+1", 1_000),
        ("0.0011", 2), ("-0.0001", nil), ("9223372036854775.807", Int.max),
    ])
    func secondsAreRoundedUp(text: String, milliseconds: Int?) throws {
        #expect(try BlockingTimeout(seconds: text.utf8.span).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "-1", "inf", "-inf", "1e400", "9223372036854775.808", "99999999999999999999999999",
    ])
    func whatDoesNotFitIsNegative(text: String) {
        #expect(throws: ReplyError("ERR timeout is negative")) {
            try BlockingTimeout(seconds: text.utf8.span)
        }
    }

    @Test(arguments: ["x", "nan", "", " 1", "1 ", "1e5000"])
    func noNumberIsRefused(text: String) {
        #expect(throws: ReplyError("ERR timeout is not a float or out of range")) {
            try BlockingTimeout(seconds: text.utf8.span)
        }
    }

    @Test func millisecondsAreIntegers() throws {
        #expect(try BlockingTimeout(milliseconds: "20".utf8.span).milliseconds == 20)
        #expect(try BlockingTimeout(milliseconds: "0".utf8.span).milliseconds == nil)
        #expect(throws: ReplyError("ERR timeout is negative")) {
            try BlockingTimeout(milliseconds: "-1".utf8.span)
        }
        #expect(throws: ReplyError("ERR timeout is not an integer or out of range")) {
            try BlockingTimeout(milliseconds: "1.5".utf8.span)
        }
    }
}
