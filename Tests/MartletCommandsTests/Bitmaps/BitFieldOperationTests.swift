import Testing

@testable import MartletCommands

@Suite struct BitFieldOperationTests {
    /// A place in multiples of the width wraps around, as it does in Redis.
    @Test(
        arguments: [
            ("0", 0), ("100", 100), ("#3", 24), ("#2305843009213693952", 0),
            ("#-2305843009213693952", 0), ("-1", nil), ("#-1", nil), ("##1", nil), ("", nil),
            ("#", nil), ("8191", 8191), ("8192", nil), ("#1023", 8184), ("#1024", nil),
            ("9223372036854775807", nil), ("#9223372036854775807", nil),
        ] as [(String, Int?)])
    func offset(text: String, expected: Int?) {
        let offset = try? BitOffset.parse(text.utf8.span, unit: 8, mostBytes: 1024)
        #expect(offset == expected)
    }

    @Test func multiplesAreForFieldsOnly() {
        let offset = try? BitOffset.parse("#1".utf8.span, mostBytes: 1024)
        #expect(offset == nil)
    }
}
