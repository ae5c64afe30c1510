import MartletCommands
import MartletEngine
import Testing

@Suite struct ModuleCommandsTests {
    @Test(
        arguments: [
            ("MODULE LIST", "*0|"),
            (
                "MODULE LOAD /nosuch.so a",
                "-ERR Error loading the extension. Please check the server logs.|"
            ),
            (
                "MODULE LOADEX /nosuch.so CONFIG a b",
                "-ERR Error loading the extension. Please check the server logs.|"
            ),
            (
                "MODULE UNLOAD nosuch",
                "-ERR Error unloading module: no such module with that name|"
            ),
        ])
    func whereItIsAllowed(line: String, expected: String) {
        var settings = Settings()
        settings.enableModuleCommand = .yes
        var engine = TestEngine(settings: settings)
        #expect(engine.run(line) == expected)
    }

    @Test(arguments: ["LOAD x", "LOADEX x", "UNLOAD x"]) func whereItIsNot(subcommand: String) {
        var settings = Settings()
        settings.enableDebugCommand = .yes
        var engine = TestEngine(settings: settings)
        let reply = engine.run("MODULE \(subcommand)")
        #expect(
            reply.hasPrefix(
                "-ERR MODULE command not allowed. If the enable-module-command option is set"))
        #expect(engine.run("MODULE LIST") == "*0|")
        #expect(engine.run("MODULE HELP").hasPrefix("*11|"))
    }
}
