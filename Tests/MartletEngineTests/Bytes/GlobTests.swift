import MartletEngine
import Testing

/// Expectations are what redis-server 7.0.15 answers to `KEYS pattern` with the one key.
@Suite struct GlobTests {
    @Test(arguments: [
        ("**", "", false),
        ("?", "", false),
        ("", "", true),
        ("", "a", false),
        ("a*", "a", true),
        ("*a", "a", true),
        ("*a*", "bab", true),
        ("h?llo", "hello", true),
        ("h?llo", "hllo", false),
        ("h*llo", "heeeello", true),
        ("h[ae]llo", "hillo", false),
        ("h[ae]llo", "hallo", true),
        ("h[^e]llo", "hello", false),
        ("h[^e]llo", "hbllo", true),
        ("h[a-c]llo", "hbllo", true),
        ("h[c-a]llo", "hbllo", true),
        ("h[a-", "ha", true),
        ("h[a-", "h-", true),
        ("h[a-]llo", "h-llo", false),
        ("h[a-]llo", "hallo", false),
        ("[a", "a", true),
        ("[", "[", false),
        ("[", "a", false),
        ("[^", "a", true),
        ("[^a", "b", true),
        ("[]", "a", false),
        ("[]a]", "a", false),
        ("[^]", "a", true),
        ("[\\]]", "]", true),
        ("[\\a]", "a", true),
        ("[\\", "\\", true),
        ("\\*", "*", true),
        ("\\*", "a", false),
        ("\\", "\\", true),
        ("a\\", "a\\", true),
        ("a\\", "a", false),
        ("*\\*", "a*", true),
        ("a**b", "ab", true),
        ("a***b", "axxb", true),
        ("*a*b*c", "xaxbxc", true),
        ("*a*b*c", "xaxcxb", false),
        ("a?c", "abc", true),
        ("[!a]b", "ab", true),
        ("[!a]b", "!b", true),
        ("[a-z]*[0-9]", "abc9", true),
        ("[a-z]*[0-9]", "abcx", false),
        ("*?", "a", true),
        ("?*", "a", true),
        ("*?*", "ab", true),
        ("abc", "ABC", false),
        ("[a-c]x", "Bx", false),
        ("[\\a]", "A", false),
        ("[^-]", "-", false),
        ("a]", "a]", true),
        ("[a-b-d]", "-", true),
        ("[a-b-d]", "c", false),
        ("*[", "x[", false),
        ("a*b?", "aXbb", true),
        ("a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaa", false),
    ])
    func matches(pattern: String, key: String, expected: Bool) {
        #expect(Self.matches(pattern, key) == expected)
    }

    /// As `COMMAND LIST FILTERBY PATTERN` does.
    @Test(arguments: [
        ("X[R]A*[C-E]", true), ("xr[z-A]nge", true), ("X[\\R]A*", false), ("xr[\\a]nge", true),
        ("x\\Range", true), ("XRANGE", true), ("XRANG", false),
    ])
    func matchesInEitherCase(pattern: String, expected: Bool) {
        let glob = Glob(pattern.utf8.span, ignoringCase: true)
        let isMatch = glob.matches("xrange".utf8.span)
        #expect(isMatch == expected)
    }

    /// Bytes above 127 stand before the others, as `char` is signed where Redis was built.
    @Test func rangesAreSigned() {
        let pattern: [UInt8] = [
            UInt8(ascii: "["), 0xe0, UInt8(ascii: "-"), 0x20, UInt8(ascii: "]"),
        ]
        let matching = (0...255).filter { byte in
            let key = [UInt8(byte)]
            return Glob(pattern.span).matches(key.span)
        }
        #expect(matching == Array(0...0x20) + Array(0xe0...0xff))
    }

    @Test(arguments: [(1000, true), (1001, false)])
    func starsHaveALimit(stars: Int, expected: Bool) {
        let pattern = String(repeating: "*a", count: stars)
        let key = String(repeating: "a", count: stars)
        #expect(Self.matches(pattern, key) == expected)
    }

    /// A pattern made to explode does not.
    @Test func staysPolynomial() {
        let pattern = String(repeating: "a*", count: 30) + "b"
        let key = String(repeating: "a", count: 10_000)
        #expect(!Self.matches(pattern, key))
    }

    private static func matches(_ pattern: String, _ key: String) -> Bool {
        Glob(pattern.utf8.span).matches(key.utf8.span)
    }
}
