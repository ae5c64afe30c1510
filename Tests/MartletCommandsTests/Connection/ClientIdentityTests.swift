import MartletCommands
import MartletEngine
import Testing

@Suite struct ClientIdentityTests {
    @Test(arguments: ["a b", "a\\x00", "a\\n", "\\xff"])
    func badName(name: String) {
        var engine = TestEngine()
        engine.run("CLIENT SETNAME me")
        #expect(engine.run("CLIENT SETNAME \"\(name)\"").hasPrefix("-ERR Client names cannot"))
        #expect(engine.run("CLIENT GETNAME") == "$2|me|")
    }

    @Test func idsAreCountedFromOne() {
        var engine = TestEngine()
        #expect(engine.run("CLIENT ID") == ":1|")
        #expect(engine.run("CLIENT ID", as: "b") == ":2|")
    }

    @Test func anEmptyNameIsNone() {
        var engine = TestEngine()
        engine.run("CLIENT SETNAME me")
        engine.run("CLIENT SETNAME \"\"")
        #expect(engine.run("CLIENT GETNAME") == "$-1|")
    }

    @Test func nobodyTracksKeys() {
        var engine = TestEngine()
        #expect(engine.run("CLIENT GETREDIR") == ":-1|")
        engine.run("HELLO 3")
        #expect(
            engine.run("CLIENT TRACKINGINFO")
                == "%3|$5|flags|~1|$3|off|$8|redirect|:-1|$8|prefixes|*0|")
    }
}
