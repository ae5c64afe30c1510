import MartletEngine
import Testing

@testable import MartletCommands

/// What the hash commands do besides replying. The replies are the conformance cases' business.
@Suite struct HashesTests {
    /// The count that `rdb_changes_since_last_save` grows by, and the keyspace events, as 7.0.15
    /// counts and names them.
    @Test(arguments: [
        ("HSET k a 1 b 2", 2, "hset k"),
        ("HSET k a 1; HSET k a 1", 1, "hset k"),
        ("HSET k a 1; HSET k a 1 a 2 b 3", 3, "hset k"),
        ("SET k v; HSET k a 1", 0, ""),
        ("HSET k a", 0, ""),
        ("HMSET k a 1 b 2", 2, "hset k"),
        ("HSETNX k a 1", 1, "hset k"),
        ("HSET k a 1; HSETNX k a 2", 0, ""),
        ("HSET k a 1 b 2 c 3; HDEL k a b x", 2, "hdel k"),
        ("HSET k a 1 b 2; HDEL k a b x", 2, "hdel k, del k"),
        ("HSET k a 1; HDEL k x", 0, ""),
        ("HDEL k x", 0, ""),
        ("HINCRBY k a 1", 1, "hincrby k"),
        ("HSET k a 1; HINCRBY k a 0", 1, "hincrby k"),
        ("HSET k a x; HINCRBY k a 1", 0, ""),
        ("HSET k a 9223372036854775807; HINCRBY k a 1", 0, ""),
        ("HINCRBYFLOAT k a 1.5", 1, "hincrbyfloat k"),
        ("HSET k a 1; HINCRBYFLOAT k a 0", 1, "hincrbyfloat k"),
        ("HSET k a inf; HINCRBYFLOAT k a 1", 0, ""),
        ("HINCRBYFLOAT k a inf", 0, ""),
        ("HSET k a 1; HGETALL k", 0, ""),
        ("HSET k a 1; HRANDFIELD k 5 WITHVALUES", 0, ""),
        ("HSET k a 1; COPY k d", 1, "copy_to d"),
    ])
    func events(script: String, dirty: Int, events: String) {
        let effect = TestEngine.effect(of: script)
        #expect(effect.events == events, "\(script)")
        #expect(effect.dirty == dirty, "\(script)")
    }

    @Test("Values that were read into memory of their own are kept as they are")
    func largeValues() {
        var engine = TestEngine()
        let value = Array(repeating: UInt8(ascii: "x"), count: 100_000)
        let request =
            Array(
                "*6\r\n$4\r\nHSET\r\n$1\r\nk\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$100000\r\n".utf8)
            + value + Array("\r\n".utf8)
        #expect(engine.send(request) == ":2|")
        #expect(engine.run("HSTRLEN k b") == ":100000|")
        #expect(engine.run("HGET k a") == "$1|1|")
        #expect(engine.run("OBJECT ENCODING k") == "$9|hashtable|")
        #expect(engine.run([Array("HSET".utf8), [107], [98], value]) == ":0|")
        engine.run("COPY k copy")
        #expect(engine.run("HSET k b short") == ":0|")
        #expect(engine.run("HGET k b") == "$5|short|")
        #expect(engine.run("HSTRLEN copy b") == ":100000|")

        engine.run("CONFIG SET hash-max-listpack-value 1mb")
        #expect(engine.run([Array("HSET".utf8), [112], [98], value]) == ":1|")
        #expect(engine.run("OBJECT ENCODING p") == "$8|listpack|")
        #expect(engine.run("HSTRLEN p b") == ":100000|")
    }

    @Test("A reply that no client could take ends at the limit of its output")
    func endlessDraws() {
        var engine = TestEngine()
        engine.run("CONFIG SET client-output-buffer-limit 'normal 1000 0 0'")
        engine.run("HSET k field value")
        let reply = engine.run("HRANDFIELD k -9223372036854775807")
        #expect(reply.hasPrefix("*9223372036854775807|$5|field|"))
        #expect(reply.utf8.count < 1100)
    }

    @Test("Every field is drawn equally often", arguments: [2, 5, 20, 35, 40], [20, 512])
    func draws(count: Int, longest: Int) {
        var engine = TestEngine()
        engine.run("CONFIG SET hash-max-listpack-entries \(longest)")
        for field in 1...40 { engine.run("HSET k \(field) v") }
        var counts: [String: Int] = [:]
        let rounds = 12_000 / count
        for _ in 0..<rounds {
            let words = engine.run("HRANDFIELD k \(count)").split(separator: "|").map(String.init)
            let fields = stride(from: 2, to: words.count, by: 2).map { words[$0] }
            #expect(Set(fields).count == count)
            for field in fields { counts[field, default: 0] += 1 }
        }
        #expect(counts.count == 40)
        for (field, drawn) in counts { #expect((200...400).contains(drawn), "\(field)") }
    }

    @Test("A packed hash is drawn from in its order, with the values of the fields")
    func drawsInOrder() {
        var engine = TestEngine()
        engine.run("HSET k a 1 b 2 c 3 d 4 e 5 f 6")
        for _ in 0..<50 {
            let words = engine.run("HRANDFIELD k 3 WITHVALUES").split(separator: "|")
            let (fields, values) = (
                [words[2], words[6], words[10]], [words[4], words[8], words[12]]
            )
            #expect(fields == fields.sorted())
            #expect(values == values.sorted())
        }
    }

    @Test("HSCAN finds what stays, while the hash grows and shrinks by chance", arguments: 1...4)
    func scans(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var engine = TestEngine()
        engine.run("CONFIG SET hash-max-listpack-entries 50")
        for i in 0..<200 { engine.run("HSET k stay\(i) v\(i)") }
        var seen: [String: String] = [:]
        var (cursor, top, pages) = ("0", 0, 0)
        repeat {
            let reply = engine.run("HSCAN k \(cursor) COUNT 5")
            let parts = reply.split(separator: "|", omittingEmptySubsequences: false)
            cursor = String(parts[2])
            for i in stride(from: 5, to: parts.count - 1, by: 4) {
                seen[String(parts[i])] = String(parts[i + 2])
            }
            pages += 1
            let amount = Int.random(in: 0..<200, using: &random)
            for i in 0..<(pages > 100 ? 0 : amount) {
                if Bool.random(using: &random) {
                    engine.run("HSET k go\(top) v")
                    top += 1
                } else {
                    engine.run("HDEL k go\(top - i)")
                }
            }
        } while cursor != "0" && pages < 10_000
        #expect(cursor == "0", "the scan must end")
        for i in 0..<200 { #expect(seen["stay\(i)"] == "v\(i)") }
    }
}
