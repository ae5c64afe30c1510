@testable import ConformanceKit
import Testing

@Suite struct CommandCatalogTests {
    private func catalog() throws -> CommandCatalog { try #require(SmallRun.catalog) }

    private func test(_ text: String) throws -> ConformanceCase {
        try #require(try CaseFile("== " + text, file: "a.case").cases.first)
    }

    @Test func textHoldsEverything() throws {
        let catalog = try catalog()
        #expect(catalog.server == "redis-server 7.0.15, build 1")
        #expect(catalog.entries.count == 7)
        #expect(try CommandCatalog(catalog.text, file: "t") == catalog)
        #expect(catalog.entry("lpop")?.newer == [.init(token: nil, since: try version("6.2.0"))])
    }

    @Test(arguments: ["get string 2", "get string x 1.0.0", "get string 2 1.0.x", "get s 2 1 A"])
    func otherLinesAreErrors(line: String) {
        #expect(throws: CaseFile.SyntaxError.self) { try CommandCatalog(line, file: "t") }
    }

    private func version(_ text: String) throws -> ServerVersion {
        try #require(ServerVersion(text))
    }

    @Test(
        arguments: [
            ("Whatever\n> SET k v\n> GET k", "get"), ("SET stores\n> SET k v\n> GET k", "set"),
            ("SET stores\n> GET k", "get"), ("A [command SET]\n> GET k", "set"),
            ("A\n> CLIENT KILL ID 1", "client|kill"), ("A\n> CLIENT NOSUCH", "client"),
            ("A [command CLIENT]\n> CLIENT KILL ID 1\n> GET k", "client|kill"),
            ("A [command CLIENT|KILL]\n> GET k", "client|kill"),
            ("CLIENT KILL, and more\n> CLIENT KILL ID 1\n> CLIENT X", "client|kill"),
            ("CLIENT KILL ends\n> CLIENT KILL ID 1\n> CLIENT NOSUCH", "client|kill"),
            ("A\n> NOSUCH", nil), ("A\n.raw> \"x\\r\\n\"", nil),
        ] as [(String, String?)])
    func casesHaveASubject(text: String, name: String?) throws {
        #expect(try catalog().subject(of: test(text))?.name == name)
    }

    @Test(
        arguments: [
            ("> SET k v", "1.0.0", true), ("> SET k v nx", "2.6.0", false),
            ("> SET k v nx", "2.6.12", true), ("> SET k v GET", "6.0", false),
            ("> LPOP k", "1.0.0", true), ("> LPOP k 2", "6.0.0", false),
            ("> LPOP k 2", "6.2", true),
            ("> CLIENT KILL ID 1", "2.3", false), ("> CLIENT KILL LADDR a:1", "6.0.0", false),
            ("> HELLO 2", "5.0.0", false), ("> NOSUCH", "1.0.0", true),
        ] as [(String, String, Bool)])
    func casesAreOfAnAge(step: String, age: String, isKnown: Bool) throws {
        let version = try version(age)
        #expect(try catalog().isKnown(test("A\n" + step), in: .resp2, to: version) == isKnown)
    }

    @Test func olderServersDoNotSpeakRESP3() throws {
        let test = try test("A\n> GET k")
        #expect(try !catalog().isKnown(test, in: .resp3, to: version("5.0.0")))
        #expect(try catalog().isKnown(test, in: .resp3, to: version("6.0.0")))
        #expect(
            try catalog().known(to: version("2.0.0")).entries.map(\.name).contains("hello") == false
        )
    }

    @Test func versionsAreOrdered() throws {
        #expect(try version("6.2") == version("6.2.0"))
        #expect(try version("2.6.9") < version("2.6.12"))
        #expect(try version("7.0.15") > version("6.2.14"))
        #expect(ServerVersion("6.x") == nil)
        #expect(ServerVersion("") == nil)
    }

    @Test(.enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
    func theServersTableIsRead() throws {
        let servers = try TestServers.redisServers()
        let catalog = try CommandCatalog(of: servers.ordinary())
        func newer(_ name: String) -> [String] {
            catalog.entry(name)?.newer.map { "\($0.token ?? "*")=\($0.since)" }.sorted() ?? []
        }
        #expect(newer("auth") == ["*=6.0.0"])
        #expect(newer("expire") == ["GT=7.0.0", "LT=7.0.0", "NX=7.0.0", "XX=7.0.0"])
        #expect(newer("client|list") == ["ID=6.2.0", "TYPE=5.0.0"])
        #expect(newer("zrange") == ["BYLEX=6.2.0", "BYSCORE=6.2.0", "LIMIT=6.2.0", "REV=6.2.0"])
        #expect(newer("get") == [])
        #expect(catalog.entry("client|kill")?.group == "connection")
    }
}
