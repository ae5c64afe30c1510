import MartletEngine
import Testing

@testable import MartletCommands

/// What the set commands do besides replying. The replies are the conformance cases' business.
@Suite struct SetsTests {
    /// The count that `rdb_changes_since_last_save` grows by, and the keyspace events, as 7.0.15
    /// counts and names them.
    @Test(arguments: [
        ("SADD k a b a", 2, "sadd k"),
        ("SADD k a; SADD k a", 0, ""),
        ("SET k v; SADD k a", 0, ""),
        ("SADD k a b c; SREM k a b x", 2, "srem k"),
        ("SADD k a b; SREM k a b x", 2, "srem k, del k"),
        ("SADD k a; SREM k x", 0, ""),
        ("SREM k x", 0, ""),
        ("SADD k a; SMOVE k d a", 2, "srem k, del k, sadd d"),
        ("SADD k a b; SMOVE k d a", 2, "srem k, sadd d"),
        ("SADD k a b; SADD d a; SMOVE k d a", 1, "srem k"),
        ("SADD k a; SADD d a; SMOVE k d a", 1, "srem k, del k"),
        ("SADD k a; SMOVE k d x", 0, ""),
        ("SADD k a; SMOVE k k a", 0, ""),
        ("SADD k a; SPOP k", 1, "spop k, del k"),
        ("SADD k a b; SREM k a; SPOP k", 1, "spop k, del k"),
        ("SADD k a b c; SPOP k 0", 0, ""),
        ("SADD k a b c; SPOP k 2", 2, "spop k"),
        ("SADD k 1 2 3 4 5 6 7 8 9; SPOP k 8", 8, "spop k"),
        ("SADD k a b c; SPOP k 3", 3, "spop k, del k"),
        ("SADD k a b c; SPOP k 9", 3, "spop k, del k"),
        ("SPOP k", 0, ""),
        ("SPOP k 3", 0, ""),
        ("SADD a 1 2; SADD b 2 3; SINTERSTORE d a b", 1, "sinterstore d"),
        ("SADD a 1 2; SADD d 1; SINTERSTORE d a b", 1, "del d"),
        ("SADD a 1 2; SADD b 3; SET d v; SINTERSTORE d a b", 1, "del d"),
        ("SINTERSTORE d a b", 0, ""),
        ("SADD a 1 2; SUNIONSTORE d a b", 1, "sunionstore d"),
        ("SET d v; SUNIONSTORE d a b", 1, "del d"),
        ("SUNIONSTORE d a b", 0, ""),
        ("SADD a 1 2; SDIFFSTORE d a b", 1, "sdiffstore d"),
        ("SADD a 1 2; SET d v; SDIFFSTORE d a a", 1, "del d"),
        ("SADD a 1; SDIFFSTORE a a a", 1, "del a"),
        ("SADD a 1; SRANDMEMBER a 5", 0, ""),
        ("SADD a 1; SMEMBERS a", 0, ""),
    ])
    func events(script: String, dirty: Int, events: String) {
        let effect = TestEngine.effect(of: script)
        #expect(effect.events == events, "\(script)")
        #expect(effect.dirty == dirty, "\(script)")
    }

    @Test("Where SPOP leaves a few integers of a table, they are integers again")
    func popsMost() {
        var engine = TestEngine()
        engine.run("CONFIG SET set-max-intset-entries 5")
        engine.run("SADD k 1 2 3 4 5 6 7 8 9 10 11 12")
        engine.run("EXPIRE k 100")
        #expect(engine.run("OBJECT ENCODING k") == "$9|hashtable|")
        #expect(engine.run("SPOP k 9").hasPrefix("*9|"))
        #expect(engine.run("OBJECT ENCODING k") == "$9|hashtable|")
        engine.run("SADD k 1 2 3 4 5 6 7 8 9 10 11 12")
        #expect(engine.run("SPOP k 10").hasPrefix("*10|"))
        #expect(engine.run("OBJECT ENCODING k") == "$6|intset|")
        #expect(engine.run("SCARD k") == ":2|")
        #expect(engine.run("TTL k") == ":100|")
    }

    @Test("A reply that no client could take ends at the limit of its output")
    func endlessDraws() {
        var engine = TestEngine()
        engine.run("CONFIG SET client-output-buffer-limit 'normal 1000 0 0'")
        engine.run("SADD k member")
        let reply = engine.run("SRANDMEMBER k -9223372036854775807")
        #expect(reply.hasPrefix("*9223372036854775807|$6|member|"))
        #expect(reply.utf8.count < 1100)
    }

    @Test("Every member is drawn equally often", arguments: [2, 5, 20, 35, 40])
    func draws(count: Int) {
        var engine = TestEngine()
        engine.run("CONFIG SET set-max-intset-entries 20")
        engine.run("SADD k " + (1...40).map(String.init).joined(separator: " "))
        var counts: [String: Int] = [:]
        let rounds = 12_000 / count
        for _ in 0..<rounds {
            let words = engine.run("SRANDMEMBER k \(count)").split(separator: "|").map(String.init)
            let members = stride(from: 2, to: words.count, by: 2).map { words[$0] }
            #expect(Set(members).count == count)
            for member in members { counts[member, default: 0] += 1 }
        }
        #expect(counts.count == 40)
        for (member, drawn) in counts { #expect((200...400).contains(drawn), "\(member)") }
    }

    @Test("SSCAN finds what stays, while the set grows and shrinks by chance", arguments: 1...4)
    func scans(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var engine = TestEngine()
        for i in 0..<300 { engine.run("SADD k stay\(i)") }
        var seen: Set<String> = []
        var (cursor, top, pages) = ("0", 0, 0)
        repeat {
            let reply = engine.run("SSCAN k \(cursor) COUNT 5")
            let parts = reply.split(separator: "|", omittingEmptySubsequences: false)
            cursor = String(parts[2])
            for i in stride(from: 5, to: parts.count - 1, by: 2) { seen.insert(String(parts[i])) }
            pages += 1
            let amount = Int.random(in: 0..<200, using: &random)
            for i in 0..<(pages > 100 ? 0 : amount) {
                if Bool.random(using: &random) {
                    engine.run("SADD k go\(top)")
                    top += 1
                } else {
                    engine.run("SREM k go\(top - i)")
                }
            }
        } while cursor != "0" && pages < 10_000
        #expect(cursor == "0", "the scan must end")
        for i in 0..<300 { #expect(seen.contains("stay\(i)")) }
    }
}
