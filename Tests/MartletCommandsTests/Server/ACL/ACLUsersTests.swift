import MartletCommands
import MartletEngine
import Testing

@Suite struct ACLUsersTests {
    private static let refusal = "-ERR This server has no users but the default one yet|"

    @Test(
        "What is said of users",
        arguments: [
            ("ACL USERS", "*1|$7|default|"),
            ("ACL GETUSER nosuch", "$-1|"),
            ("ACL DELUSER a b", ":0|"),
            ("ACL DELUSER a default", "-ERR The 'default' user cannot be removed|"),
            ("ACL DRYRUN default get k", "+OK|"),
            ("ACL DRYRUN default get", "-ERR wrong number of arguments for 'get' command|"),
            ("ACL DRYRUN default config nosuch", "-ERR Command 'config' not found|"),
            ("ACL DRYRUN bob get k", "-ERR User 'bob' not found|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test(arguments: ["ACL LOAD", "ACL SAVE"]) func withoutAFile(line: String) {
        var engine = TestEngine()
        let expected = "-ERR This Redis instance is not configured to use an ACL file. "
        #expect(engine.run(line).hasPrefix(expected))
    }

    @Test func defaultUserMayDoEverything() {
        var engine = TestEngine()
        engine.run("HELLO 3")
        let expected =
            "%6|$5|flags|~2|$2|on|$6|nopass|$9|passwords|*0|$8|commands|$5|+@all|"
            + "$4|keys|$2|~*|$8|channels|$2|&*|$9|selectors|*0|"
        #expect(engine.run("ACL GETUSER default") == expected)
    }

    @Test func passwordIsShownByItsHash() {
        var engine = TestEngine()
        engine.engine.call.settings.requirePass = Array("foobar".utf8)
        engine.run("AUTH foobar")
        let reply = engine.run("ACL GETUSER default")
        let hash = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"
        #expect(reply.contains("|$5|flags|*1|$2|on|$9|passwords|*1|$64|\(hash)|"))
    }

    @Test(
        "Rules are obeyed where nothing changes, else refused",
        arguments: [
            ("default", "+OK|"), ("default on nopass ~* &* +@all +get", "+OK|"),
            ("default off", refusal), ("default >secret", refusal), ("default -get", refusal),
            ("bob", refusal), ("bob on", refusal),
            ("default nosuch", "-ERR Error in ACL SETUSER modifier 'nosuch': Syntax error|"),
            ("bob off nosuch", "-ERR Error in ACL SETUSER modifier 'nosuch': Syntax error|"),
            ("\"a b\" nosuch", "-ERR Usernames can't contain spaces or null characters|"),
        ])
    func setuser(rules: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run("ACL SETUSER \(rules)") == expected)
        #expect(engine.run("ACL LIST") == "*1|$34|user default on nopass ~* &* +@all|")
    }
}
