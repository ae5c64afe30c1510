import Testing

@testable import MartletServer

@Suite struct CommandLineOptionsTests {
    @Test(
        "Options become the lines that redis-server makes of them",
        arguments: [
            (["--port", "abc"], "port \"abc\" "),
            (["--port"], "port "),
            (["--port", "1", "2"], "port \"1\" \"2\" "),
            (["--save"], "save \"\""),
            (["--save", "--port", "1"], "save \"\"\nport \"1\" "),
            (["--port", "--timeout", "3"], "port \"--timeout\" \"3\" "),
            (["--port 24007", "--maxmemory 1x"], "port 24007 \nmaxmemory 1x "),
            (["-x"], "\"-x\" "),
            (["--foo=bar", "--port", "3"], "foo=bar \"--port\" \"3\" "),
            (["--timeout", "3", "-5", "", "a\"b\nc"], "timeout \"3\" \"-5\" \"\" \"a\\\"b\\nc\" "),
            (["a.conf", "--port", "3"], "port \"3\" "),
            (["-", "x"], "\"x\" "),
        ])
    func lines(arguments: [String], lines: String) {
        #expect(String(decoding: CommandLineOptions(arguments).lines, as: UTF8.self) == lines)
    }

    @Test func filesAndStandardInput() {
        #expect(CommandLineOptions(["a.conf", "--port", "3", "-"]).file == "a.conf")
        #expect(CommandLineOptions(["a.conf", "--port", "3", "-"]).readsStandardInput)
        #expect(CommandLineOptions(["-", "--port", "3"]).readsStandardInput)
        #expect(!CommandLineOptions(["--port", "-", "3"]).readsStandardInput)
        #expect(CommandLineOptions(["-"]).file == nil)
    }

    @Test func requests() {
        #expect(CommandLineRequest(arguments: ["-v"]) == .version)
        #expect(CommandLineRequest(arguments: ["--help", "x"]) == .help)
        #expect(CommandLineRequest(arguments: ["--test-memory"]) == .testMemory(nil))
        #expect(CommandLineRequest(arguments: []) == .serve(CommandLineOptions()))
    }
}
