import LayerSupport
import Testing

@Suite struct KeyPatternTests {
    @Test(arguments: [
        ("plain:键", "plain:键"), ("a*b?c", "a\\*b\\?c"), ("[^a]\\", "\\[\\^a\\]\\\\"),
        ("{a}", "{a}"),
    ])
    func textsMatchOnlyThemselves(text: String, pattern: String) {
        #expect(KeyPattern.escaping(text) == pattern)
    }
}
