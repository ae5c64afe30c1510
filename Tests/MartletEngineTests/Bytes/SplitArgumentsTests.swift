import MartletEngine
import Testing

/// Expectations are what redis-server 7.0.15 makes of an inline command.
@Suite struct SplitArgumentsTests {
    @Test(
        arguments: [
            ("", []),
            ("   ", []),
            ("a", ["a"]),
            ("a b  c", ["a", "b", "c"]),
            ("\ta\u{B}b\tc", ["a\u{B}b", "c"]),
            ("\"a b\" c", ["a b", "c"]),
            ("'a b' c", ["a b", "c"]),
            ("\"a\"b", nil),
            ("'a'b", nil),
            ("\"a", nil),
            ("'a", nil),
            ("\"", nil),
            ("a\"b\"", ["ab"]),
            ("a\"b\" c", ["ab", "c"]),
            ("a'b'", ["ab"]),
            ("\"\\x41\\x4\"", ["Ax4"]),
            ("\"\\x4g\"", ["x4g"]),
            ("\"\\n\\r\\t\\b\\a\\q\\\\\\\"\"", ["\n\r\t\u{8}\u{7}q\\\""]),
            ("\"\\", nil),
            ("'\\'' x", ["'", "x"]),
            ("'\\n'", ["\\n"]),
            ("\\n", ["\\n"]),
            ("\\", ["\\"]),
            ("\"\"", [""]),
            ("''", [""]),
            ("\"\" \"\"", ["", ""]),
            ("\"a\"\u{B}\"b\"", ["a", "b"]),
            ("a\u{B}b", ["a\u{B}b"]),
            ("\"\\x00z\"", ["\0z"]),
            ("a#b", ["a#b"]),
            ("\"a'b\"", ["a'b"]),
            ("'a\"b'", ["a\"b"]),
            ("x\"\"", ["x"]),
        ] as [(String, [String]?)])
    func words(line: String, expected: [String]?) {
        #expect(Self.words(line) == expected)
    }

    @Test func zeroByteEndsTheLine() {
        #expect(Self.words("a b\0 c") == ["a", "b"])
        #expect(Self.words("\"a\0\"") == nil)
    }

    @Test func rangesTile() throws {
        let split = SplitArguments("ab '' c".utf8.span)
        let words = try #require(split)
        let ranges = (0..<words.count).map { words.range(at: $0) }
        #expect(ranges == [0..<2, 2..<2, 2..<3])
    }

    private static func words(_ line: String) -> [String]? {
        guard let words = SplitArguments(line.utf8.span) else { return nil }
        return (0..<words.count).map { String(copying: words[$0]) }
    }
}
