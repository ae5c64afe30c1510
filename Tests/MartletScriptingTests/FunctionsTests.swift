import Testing

@Suite struct FunctionsTests {
    @Test(arguments: [
        ("return 1", "Missing library metadata"), ("#!lua", "Invalid library metadata"),
        ("#!lua\nx()", "Library name was not given"),
        ("#!lua name=a-b\nx()", "Library names can only contain"),
        ("#!js name=a\nx()", "Engine 'js' not found"),
        ("#!lua name=a name=b\nx()", "name argument was given multiple times"),
        ("#!lua a=b\nx()", "Invalid metadata value given: a=b"),
        ("#!lua name=a\nreturn (", "Error compiling function: user_function:2:"),
        ("#!lua name=a\nreturn 1", "No functions registered"),
        ("#!lua name=a\nx()", "nonexistent global variable 'x'"),
    ])
    func librariesAreRefused(text: String, error: String) {
        var engine = ScriptEngine()
        #expect(engine.run("FUNCTION", "LOAD", text).contains(error))
    }

    @Test func librariesHaveTheirOwnState() {
        var engine = ScriptEngine()
        let library = """
            #!lua name=l
            local count = 0
            redis.register_function('next', function() count = count + 1 return count end)
            """
        _ = engine.run("FUNCTION", "LOAD", library)
        #expect(engine.run("FCALL", "next", "0") == ":1|")
        #expect(engine.run("FCALL", "next", "0") == ":2|")
        _ = engine.run("FUNCTION", "FLUSH")
        _ = engine.run("FUNCTION", "LOAD", library)
        #expect(engine.run("FCALL", "next", "0") == ":1|")
    }

    @Test func payloadsComeBack() {
        var engine = ScriptEngine()
        let library = "#!lua name=l\nredis.register_function('f', function() return 'x' end)"
        _ = engine.run("FUNCTION", "LOAD", library)
        #expect(engine.run("FUNCTION", "RESTORE", "x").contains("payload version or checksum"))
        #expect(engine.run("FUNCTION", "DUMP").hasPrefix("$"))
    }
}
