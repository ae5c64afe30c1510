import Testing

/// What is kept of scripts.
@Suite struct MartletScriptingTests {
    @Test("A script is known by its SHA-1 once it was run or loaded, until all are forgotten")
    func knowsScripts() {
        var engine = ScriptEngine()
        let digest = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"
        let missing = "-NOSCRIPT No matching script. Please use EVAL.|"
        #expect(engine.run("EVALSHA", digest, "0") == missing)
        #expect(engine.eval("return 1") == ":1|")
        #expect(engine.run("EVALSHA", digest, "0") == ":1|")
        #expect(engine.run("EVALSHA", digest.uppercased(), "0") == ":1|")
        #expect(engine.run("SCRIPT", "FLUSH") == "+OK|")
        #expect(engine.run("EVALSHA", digest, "0") == missing)
    }
}
