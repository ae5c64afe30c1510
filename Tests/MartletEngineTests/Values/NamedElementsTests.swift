import Testing

@testable import MartletEngine

@Suite struct NamedElementsTests {
    private static func consumer(_ name: String) -> StreamConsumer {
        StreamConsumer(Array(name.utf8), seenAt: 0)
    }

    @Test func orderIsThatOfBytes() {
        var elements = NamedElements<StreamConsumer>()
        for name in ["b", "a", "ab", "", "\u{ff}"] {
            #expect(elements.insert(Self.consumer(name)) == true)
        }
        #expect(elements.insert(Self.consumer("ab")) == false)
        let names = elements.all.map { String(decoding: $0.name, as: UTF8.self) }
        #expect(names == ["", "a", "ab", "b", "\u{ff}"])
        #expect(elements["ab".utf8.span]?.name == Array("ab".utf8))
        #expect(elements["abc".utf8.span] == nil)
        #expect(elements.remove("a".utf8.span) != nil)
        #expect(elements.remove("a".utf8.span) == nil)
        #expect(elements.count == 4)
    }
}
