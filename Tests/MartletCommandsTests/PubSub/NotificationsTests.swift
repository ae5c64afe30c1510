import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct NotificationsTests {
    /// Runs a script with the classes wanted; returns what a subscriber of `pattern` got, as
    /// `channel message` pairs.
    private func events(_ script: String, _ classes: String, _ pattern: String = "*") -> [String] {
        var engine = TestEngine()
        engine.run("CONFIG SET notify-keyspace-events \(classes)")
        engine.run("PSUBSCRIBE \(pattern)", as: "s")
        _ = engine.runAll(script)
        let words = engine.outgoing(for: "s").split(separator: "|").map(String.init)
        return stride(from: 0, to: words.count, by: 9).map { start in
            "\(words[start + 6]) \(words[start + 8])"
        }
    }

    @Test func keyComesBeforeEvent() {
        #expect(
            events("SET k v EX 9", "KEA") == [
                "__keyspace@0__:k set", "__keyevent@0__:set k", "__keyspace@0__:k expire",
                "__keyevent@0__:expire k",
            ])
    }

    @Test func classesAreTakenForThemselves() {
        #expect(events("SET k v; RPUSH l a; DEL k", "Kl") == ["__keyspace@0__:l rpush"])
        #expect(events("SET k v", "KE").isEmpty)
        #expect(events("SET k v", "A").isEmpty)
    }

    @Test func newAndMissedKeysAreTold() {
        #expect(
            events("GET k; SET k v; SET k w; RENAME k j", "Emn$g") == [
                "__keyevent@0__:keymiss k", "__keyevent@0__:new k", "__keyevent@0__:set k",
                "__keyevent@0__:set k", "__keyevent@0__:new j", "__keyevent@0__:rename_from k",
                "__keyevent@0__:rename_to j",
            ])
    }

    @Test func otherDatabasesAreNamed() {
        #expect(
            events("SET k v; MOVE k 3", "Egn").suffix(3) == [
                "__keyevent@3__:new k", "__keyevent@0__:move_from k", "__keyevent@3__:move_to k",
            ])
    }

    @Test func expiredKeysAreToldByTheTick() {
        var engine = TestEngine()
        engine.run("CONFIG SET notify-keyspace-events Ex")
        engine.run("PSUBSCRIBE *", as: "s")
        engine.run("SET k v PX 10")
        engine.clock.advance(byMicroseconds: 20_000)
        engine.engine.tick()
        #expect(engine.outgoing(for: "s").hasSuffix("$22|__keyevent@0__:expired|$1|k|"))
    }

    @Test func ownEventsGoAroundTheReply() {
        var engine = TestEngine()
        engine.run("CONFIG SET notify-keyspace-events Elg")
        engine.run("HELLO 3")
        engine.run("PSUBSCRIBE *")
        engine.run("RPUSH l a")
        let message = { (event: String, key: String) in
            let channel = "__keyevent@0__:\(event)"
            return ">4|$8|pmessage|$1|*|$\(channel.utf8.count)|\(channel)|$1|\(key)|"
        }
        #expect(
            engine.run("RPOPLPUSH l m")
                == message("lpush", "m") + "$1|a|" + message("rpop", "l") + message("del", "l"))
    }
}
