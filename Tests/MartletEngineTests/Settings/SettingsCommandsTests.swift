import Testing

@testable import MartletEngine

@Suite("What CONFIG GET and CONFIG SET ask for") struct SettingsCommandsTests {
    private func changed(
        _ words: String..., allowsProtected: Bool = true
    ) throws(ReplyError) -> (settings: Settings, applied: [ConfigTable.Match]) {
        let pairs = stride(from: 0, to: words.count, by: 2).map {
            (name: Array(words[$0].utf8), value: Array(words[$0 + 1].utf8))
        }
        return try Settings().changed(by: pairs, allowsProtected: allowsProtected)
    }

    private func get(_ patterns: String...) -> [String] {
        Settings().matching(patterns.map { Array($0.utf8) }).map {
            String(decoding: $0.name, as: UTF8.self)
        }
    }

    @Test func getFindsEachOnce() {
        #expect(get("PORT", "port", "Port") == ["PORT"])
        #expect(get("port", "POR*") == ["port"])
        #expect(get("[p]ort") == ["port"])
        #expect(get("\\port") == [])
        #expect(get("watchdog*") == [])
        #expect(get("watchdog-period") == ["watchdog-period"])
        #expect(get("*-max-*-entries").contains("hash-max-ziplist-entries"))
        #expect(get("*").count == 192)
    }

    @Test func errors() {
        let prefix = "ERR CONFIG SET failed (possibly related to argument "
        func text(_ body: () throws(ReplyError) -> Void) -> String {
            do throws(ReplyError) { try body() } catch { return error.description }
            return "OK"
        }
        #expect(
            text { () throws(ReplyError) in _ = try changed("port", "1", "Foo", "1") }
                == "ERR Unknown option or number of arguments for CONFIG SET - 'Foo'")
        #expect(
            text { () throws(ReplyError) in _ = try changed("DAEMONIZE", "yes", "foo", "1") }
                == prefix + "'DAEMONIZE') - can't set immutable config")
        #expect(
            text { () throws(ReplyError) in
                _ = try changed("dir", "/tmp", allowsProtected: false)
            } == prefix + "'dir') - can't set protected config")
        #expect(
            text { () throws(ReplyError) in _ = try changed("port", "1", "PORT", "1") }
                == prefix + "'PORT') - duplicate parameter")
        #expect(
            text { () throws(ReplyError) in _ = try changed("HASH-MAX-ZIPLIST-ENTRIES", "x") }
                == prefix
                + "'hash-max-ziplist-entries') - argument couldn't be parsed into an integer")
    }

    @Test func lastOfNameAndAliasWins() throws {
        let (settings, applied) = try changed(
            "hash-max-ziplist-entries", "7", "hash-max-listpack-entries", "8", "timeout", "0")
        #expect(settings.hashMaxListpackEntries == 8)
        #expect(applied.map(\.name) == ["hash-max-ziplist-entries", "hash-max-listpack-entries"])
    }
}
