import LayerSupport
import Testing

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("plain:键", "plain:键"), ("a*b?c", "a\\*b\\?c"), ("[^a]\\", "\\[\\^a\\]\\\\"),
        ("{a}", "{a}"),
    ])
    func textsMatchOnlyThemselves(text: String, pattern: String) {
        #expect(GlobPattern.escaping(text) == pattern)
    }
}
