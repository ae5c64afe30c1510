import MartletEngine
import Testing

@testable import MartletCommands

/// Of `ClientCaching` and `TrackingOptions`.
@Suite struct ClientCachingTests {
    @Test func readersAreTold() {
        var engine = TestEngine()
        engine.run("HELLO 3", as: "r")
        engine.run("CLIENT TRACKING on", as: "r")
        engine.run("GET k", as: "r")
        engine.run("SET k 1")
        engine.run("SET k 2")
        #expect(engine.outgoing(for: "r") == ">2|$10|invalidate|*1|$1|k|")
        engine.run("GET k", as: "r")
        #expect(engine.run("SET k 3", as: "r") == "+OK|>2|$10|invalidate|*1|$1|k|")
        engine.run("CLIENT TRACKING off", as: "r")
        let count = engine.engine.call.tracking.keys.count
        #expect(count == 0)
    }

    @Test func brokenRedirectionIsTold() {
        var engine = TestEngine()
        engine.run("HELLO 3", as: "r")
        _ = engine.client("t")
        let id = engine.run("CLIENT ID", as: "t").dropFirst().dropLast()
        engine.run("CLIENT TRACKING on REDIRECT \(id)", as: "r")
        engine.run("GET k", as: "r")
        engine.engine.disconnect(engine.client("t"))
        engine.run("SET k 1")
        #expect(engine.outgoing(for: "r") == ">2|$21|tracking-redir-broken|:\(id)|")
        #expect(engine.run("CLIENT TRACKINGINFO", as: "r").contains("broken_redirect"))
    }

    @Test func broadcastsComeAfterTheBatch() {
        var engine = TestEngine()
        engine.run("HELLO 3", as: "r")
        engine.run("CLIENT TRACKING on BCAST PREFIX a", as: "r")
        _ = engine.send(Array("SET ab 1\r\nSET b 1\r\nSET aa 1\r\n".utf8))
        #expect(engine.outgoing(for: "r") == ">2|$10|invalidate|*2|$2|aa|$2|ab|")
    }

    @Test func keysBeyondTheLimitAreForgotten() {
        var engine = TestEngine()
        engine.run("CONFIG SET tracking-table-max-keys 2")
        engine.run("HELLO 3", as: "r")
        engine.run("CLIENT TRACKING on", as: "r")
        for key in ["a", "b", "c"] { engine.run("GET \(key)", as: "r") }
        engine.run("PING")
        #expect(engine.outgoing(for: "r").hasPrefix(">2|$10|invalidate|*1|$1|"))
        let count = engine.engine.call.tracking.keys.count
        #expect(count == 2)
    }

    @Test(arguments: [
        "on BCAST OPTIN", "on OPTIN OPTOUT", "on PREFIX a", "on REDIRECT 99", "on nosuch",
        "on BCAST PREFIX a PREFIX ab", "maybe",
    ])
    func optionsThatDontFitAreRefused(options: String) {
        var engine = TestEngine()
        #expect(engine.run("CLIENT TRACKING \(options)").hasPrefix("-ERR "))
        #expect(engine.run("CLIENT GETREDIR") == ":-1|")
    }
}
