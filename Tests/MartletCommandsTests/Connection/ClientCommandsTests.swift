import MartletCommands
import MartletEngine
import Testing

@Suite struct ClientCommandsTests {
    @Test func helpTellsOfEverySubcommand() {
        var engine = TestEngine()
        let help = engine.run("CLIENT HELP")
        let names = [
            "GETNAME", "GETREDIR", "ID", "INFO", "KILL", "LIST", "NO-EVICT", "PAUSE", "REPLY",
            "SETNAME", "TRACKINGINFO", "UNBLOCK", "UNPAUSE",
        ]
        for name in names { #expect(help.contains("|+\(name)")) }
    }

    @Test(arguments: ["SETINFO", "MAINT_NOTIFICATIONS", "NO-TOUCH", "nosuch"])
    func unknownSubcommand(name: String) {
        var engine = TestEngine()
        #expect(
            engine.run("CLIENT \(name) x")
                == "-ERR unknown subcommand '\(name)'. Try CLIENT HELP.|")
    }
}
