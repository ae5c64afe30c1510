import MartletCommands
import MartletEngine
import Testing

@Suite struct ACLCommandsTests {
    @Test(
        arguments: [
            ("ACL WHOAMI", "$7|default|"),
            ("ACL LIST", "*1|$34|user default on nopass ~* &* +@all|"),
            ("ACL CAT nosuch", "-ERR Unknown category 'nosuch'|"),
            (
                "acl cat a b",
                "-ERR unknown subcommand or wrong number of arguments for 'cat'. Try ACL HELP.|"
            ),
            ("ACL NOSUCH bob", "-ERR unknown subcommand 'NOSUCH'. Try ACL HELP.|"),
            (
                "ACL GENPASS 0",
                """
                -ERR ACL GENPASS argument must be the number of bits for the output password, \
                a positive number up to 4096|
                """
            ),
            ("ACL GENPASS x", "-ERR value is not an integer or out of range|"),
        ])
    func reply(line: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == expected)
    }

    @Test(arguments: [("", 64), ("1", 1), ("4", 1), ("5", 2), ("256", 64), ("4096", 1024)])
    func passwordsAreMadeUp(bits: String, count: Int) {
        var engine = TestEngine()
        let reply = engine.run("ACL GENPASS \(bits)")
        #expect(reply.hasPrefix("$\(count)|"))
        let digits = reply.dropFirst(2 + "\(count)".count).dropLast()
        #expect(digits.count == count)
        #expect(digits.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }

    /// The engine's seed, which is the same here, must not tell the password.
    @Test func passwordsAreNotForeseen() {
        var a = TestEngine()
        var b = TestEngine()
        let password = a.run("ACL GENPASS")
        #expect(b.run("ACL GENPASS") != password)
    }

    @Test func categoriesAreListed() {
        var engine = TestEngine()
        #expect(engine.run("ACL CAT").hasPrefix("*21|$8|keyspace|$4|read|$5|write|$3|set|"))
    }

    /// Each command is in the categories that it names, and they find it.
    @Test func categoryListsItsCommands() {
        for category in ACLCategories.optionNames {
            var engine = TestEngine()
            let rows = CommandTable.families.rows.filter { row in
                row.categories.names.contains("\(category)")
            }
            let reply = engine.run("ACL CAT \(category)")
            #expect(reply.hasPrefix("*\(rows.count)|"))
            for row in rows { #expect(reply.contains("|\(row.fullName)|")) }
        }
    }

    @Test func passwordIsShownByItsHash() {
        var settings = Settings()
        settings.requirePass = Array("foobar".utf8)
        var engine = TestEngine(settings: settings)
        let client = engine.client("a")
        _ = engine.engine.call.clients[client].map { $0.isAuthenticated = true }
        #expect(
            engine.run("ACL LIST")
                == "*1|$93|user default on "
                + "#c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2 ~* &* +@all|")
    }
}
