@testable import ConformanceKit
import Testing

@Suite struct ByteTextTests {
    @Test func everyByteSurvivesEscaping() throws {
        let bytes = (0...255).map { UInt8($0) }
        #expect(try ByteText.unescaped(ByteText.escaped(bytes)) == bytes)
        #expect(try RawText.bytes(RawText.text(bytes)) == bytes)
    }

    @Test func runsAreWrittenAsRepetitions() throws {
        let bytes = Array("SET ".utf8) + [UInt8](repeating: 120, count: 70_000) + [13, 10]
        let text = RawText.text(bytes)
        #expect(text == "\"SET \" 70000*\"x\" \"\\r\\n\"")
        #expect(try RawText.bytes(text) == bytes)
        let pings = Array(String(repeating: "+PONG\r\n", count: 5000).utf8)
        #expect(RawText.text(pings) == "5000*\"+PONG\\r\\n\"")
        #expect(RawText.text([]) == "\"\"")
    }

    @Test func wordsAsInRedisCli() throws {
        #expect(
            try ByteText.words(#"a "b c" 'd\'\n' "\x41\t" """#)
                == ["a", "b c", "d'\\n", "A\t", ""].map { Array($0.utf8) })
        #expect(throws: ByteText.QuotingError.unbalancedQuotes) { try ByteText.words("\"a") }
        #expect(throws: ByteText.QuotingError.textAfterClosingQuote) {
            try ByteText.words("\"a\"b")
        }
    }

    @Test func globs() {
        #expect(GlobPattern("set*").matches("SETRANGE"))
        #expect(GlobPattern("*a?c*").matches("xxabcxx"))
        #expect(!GlobPattern("a?").matches("a"))
        #expect(GlobPattern("").matches(""))
        #expect(GlobPattern("*a*b*c").matches("aabbc"))
        #expect(!GlobPattern("*a*b*c").matches("aabb"))
    }
}
