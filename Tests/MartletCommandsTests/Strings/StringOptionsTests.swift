import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct StringOptionsTests {
    /// A client chooses the number: none of them traps.
    @Test(arguments: [
        ("1", StringOptions.Lifetime.seconds, 2000),
        ("1", .milliseconds, 1001),
        ("9223372036854775", .secondsSince1970, 9_223_372_036_854_775_000),
        ("9223372036854775807", .millisecondsSince1970, Int.max),
        ("9223372036854774807", .milliseconds, Int.max),
    ])
    func deadline(text: String, unit: StringOptions.Lifetime, expected: Int) throws {
        let deadline = try Deadline.parse(text.utf8.span, unit, now: 1000, command: "set")
        #expect(deadline == expected)
    }

    @Test(arguments: [
        ("0", StringOptions.Lifetime.seconds), ("-1", .milliseconds),
        ("9223372036854775807", .seconds), ("9223372036854776", .secondsSince1970),
        ("9223372036854774808", .milliseconds), ("-9223372036854775808", .seconds),
    ])
    func invalidDeadline(text: String, unit: StringOptions.Lifetime) {
        #expect(throws: ReplyError.invalidExpireTime("setex")) {
            try Deadline.parse(text.utf8.span, unit, now: 1000, command: "setex")
        }
    }

    @Test func deadlineOfNoInteger() {
        #expect(throws: ReplyError.notAnInteger) {
            try Deadline.parse("1.5".utf8.span, .seconds, now: 1000, command: "set")
        }
    }
}
