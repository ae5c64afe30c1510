import MartletEngine
import MartletRESP
import Testing

@testable import MartletRDB

/// The layouts of Redis before 7.0.
@Suite struct OlderTests {
    /// Every form of an entry.
    private static let ziplist: [UInt8] = [
        0x33, 0, 0, 0, 0x28, 0, 0, 0, 9, 0,
        0, 1, 0x61,
        3, 0xf1,
        2, 0xfd,
        2, 0xfe, 0xff,
        3, 0xc0, 0x00, 0x80,
        4, 0xf0, 0x00, 0x00, 0x80,
        5, 0xd0, 0x00, 0x00, 0x00, 0x80,
        6, 0x40, 0x02, 0x62, 0x63,
        5, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x80,
        0xff,
    ]
    private static let elements = [
        "a", "0", "12", "-1", "-32768", "-8388608", "-2147483648", "bc", "-9223372036854775808",
    ]

    @Test func ziplistsAreRead() {
        #expect(Self.elements(of: Self.ziplist) == Self.elements)
        #expect(Self.elements(of: [11, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0xff]) == [])
    }

    private static func elements(of bytes: [UInt8]) -> [String]? {
        var elements: [String] = []
        do throws(ReplyError) {
            try Ziplist.forEach(in: bytes.span) { element in
                elements.append(element.withBytes { String(copying: $0) })
            }
            return elements
        } catch {
            return nil
        }
    }

    /// Whatever byte is another, the elements are others or there are none.
    @Test func ziplistsAreChecked() {
        for place in Self.ziplist.indices {
            for value in [0, 1, 0x3f, 0x7f, 0x80, 0xc0, 0xfe, 0xff] as [UInt8] {
                var bytes = Self.ziplist
                guard bytes[place] != value else { continue }
                bytes[place] = value
                #expect(Self.elements(of: bytes) != Self.elements)
            }
            #expect(Self.elements(of: Array(Self.ziplist[..<place])) == nil)
        }
    }

    @Test func ziplistsBecomeLists() {
        var engine = PayloadEngine()
        let string = [UInt8(Self.ziplist.count)] + Self.ziplist
        let expected = RESPValue.array(Self.elements.map { .bulkString(Array($0.utf8)) })
        #expect(engine.restore("k", Payload.make([10] + string)) == .simpleString("OK"))
        #expect(engine.run("LRANGE k 0 -1") == expected)
        #expect(engine.restore("k", Payload.make([14, 1] + string)) == .simpleString("OK"))
        #expect(engine.run("LRANGE k 0 -1") == expected)
        #expect(engine.restore("k", Payload.make([14, 0])) == .error("ERR Bad data format"))
    }

    @Test func zipmapsBecomeHashes() {
        var engine = PayloadEngine()
        let zipmap: [UInt8] = [2, 1, 97, 1, 0, 49, 1, 98, 2, 3, 50, 51, 0, 0, 0, 255]
        let body = [9, UInt8(zipmap.count)] + zipmap
        #expect(engine.restore("k", Payload.make(body)) == .simpleString("OK"))
        #expect(
            engine.run("HMGET k a b") == .array(["1", "23"].map { .bulkString(Array($0.utf8)) }))
        #expect(engine.run("HLEN k") == .integer(2))
        for place in zipmap.indices {
            let cut = Array(zipmap[..<place])
            let body = [9, UInt8(cut.count)] + cut
            #expect(engine.restore("x", Payload.make(body)) == .error("ERR Bad data format"))
        }
        #expect(engine.restore("x", Payload.make([9, 2, 0, 255])) != .simpleString("OK"))
    }
}
