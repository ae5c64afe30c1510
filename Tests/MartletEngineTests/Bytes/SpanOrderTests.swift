import MartletEngine
import Testing

@Suite struct SpanOrderTests {
    @Test(
        arguments: [
            ("", "a"), ("a", "b"), ("a", "aa"), ("ab", "b"), ("a\u{0}", "a\u{1}"), ("Z", "a"),
        ])
    func ordersBytes(first: String, second: String) {
        #expect(Self.precedes(first, second))
        #expect(!Self.precedes(second, first))
        #expect(!Self.precedes(first, first))
    }

    private static func precedes(_ first: String, _ second: String) -> Bool {
        first.utf8.span.precedes(second.utf8.span)
    }
}
