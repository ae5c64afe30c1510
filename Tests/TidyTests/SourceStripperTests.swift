import Testing

/// The other tests here are only as good as this.
@Suite struct SourceStripperTests {
    @Test(
        arguments: [
            ("a // b", "a "),
            ("a /* b /* c */ d */ e", "a   e"),
            (#"a "b // c" d"#, #"a "" d"#),
            (#"a "b \" c" d"#, #"a "" d"#),
            (#"a "b \(c + "d\(e)") f" g"#, #"a "" c + "" e   g"#),
            (##"a #"b " \( c"# d"##, #"a "" d"#),
            (##"a #"b \#(c) d"# e"##, #"a "" c  e"#),
            ("a \"\"\"\n b \" c\n \"\"\" d", "a \"\"\n\n d"),
            ("#if x\n#endif", "#if x\n#endif"),
        ])
    func keepsCodeOnly(source: String, code: String) {
        #expect(SourceStripper.code(of: source) == code)
    }
}
