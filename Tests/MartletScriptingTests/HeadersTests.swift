import Testing

/// The first line of scripts.
@Suite struct HeadersTests {
    @Test(arguments: [
        ("#!lua\nreturn 1", ":1|"), ("#!lua flags=no-writes,allow-oom\nreturn 1", ":1|"),
        ("#!lua", "-ERR Invalid script shebang|"),
        ("#!js\nreturn 1", "-ERR Unexpected engine in script shebang: #!js|"),
        ("#!lua x=1\nreturn 1", "-ERR Unknown lua shebang option: x=1|"),
        ("#!lua flags=x\nreturn 1", "-ERR Unexpected flag in script shebang: x|"),
    ])
    func firstLinesAreRead(script: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval(script) == reply)
    }
}
