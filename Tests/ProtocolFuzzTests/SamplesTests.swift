import ConformanceKit
import Testing

@testable import ProtocolFuzz

@Suite struct SamplesTests {
    @Test func aSeedRepeatsItself() {
        var (one, same, other) = (
            SampleMaker(seed: 3), SampleMaker(seed: 3), SampleMaker(seed: 4)
        )
        let samples = (0..<50).map { _ in one.next() }
        #expect(samples == (0..<50).map { _ in same.next() })
        #expect(samples != (0..<50).map { _ in other.next() })
    }

    /// All ways of cutting and changing come up.
    @Test func samplesAreOfManyKinds() {
        var maker = SampleMaker(seed: 1)
        let samples = (0..<500).map { _ in maker.next() }
        #expect(samples.contains { $0.packets.count == 1 })
        #expect(
            samples.contains { $0.packets.count > 20 && $0.packets.allSatisfy { $0.count == 1 } })
        #expect(samples.contains { $0.bytes.count > 16_384 })
        #expect(samples.allSatisfy { $0.packets.allSatisfy { !$0.isEmpty } })
        let texts = samples.map { String(decoding: $0.bytes, as: UTF8.self) }
        for piece in ["*-1\r\n", "$536870913", "9223372036854775808", "POST", "\"", "\u{0}"] {
            #expect(texts.contains { $0.contains(piece) }, "\(piece)")
        }
    }

    @Test(arguments: ByteMutation.allCases) func mutationsChangeSomething(kind: ByteMutation) {
        var random = SeededRandom(seed: 9)
        let request = Array("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n".utf8)
        let changed = (0..<50).map { _ in
            var bytes = request
            kind.change(&bytes, using: &random)
            return bytes
        }
        #expect(Set(changed).count > 3)
        #expect(changed.contains { $0 != request })
        var none: [UInt8] = []
        kind.change(&none, using: &random)
        #expect(none.isEmpty)
    }

    @Test func casesCanBeRead() throws {
        let sample = WireSample(packets: [Array("*1\r\n".utf8), [0, 255]])
        let open = sample.caseText(title: "A", isClosed: false)
        #expect(open == "== A\n.raw.none> \"*1\\r\\n\"\n.raw.none> \"\\x00\\xff\"\n")
        #expect(sample.caseText(title: "A", isClosed: true).contains("\n.raw.closed> \"\\x00"))
    }

    @Test(arguments: [("POST /", true), ("hOsT: a", true), ("GET /", false)])
    func browsersAreKnown(text: String, isKnown: Bool) {
        #expect(WireSample(packets: [Array(text.utf8)]).hasBrowserWords == isKnown)
    }
}
