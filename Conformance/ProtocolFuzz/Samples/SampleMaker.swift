import ConformanceKit

/// Makes samples: some requests, most of them changed somewhere, cut into packets anywhere.
struct SampleMaker {
    private var random: SeededRandom

    /// What is appended so that it shows whether the connection is still open.
    private static let tail = Array("\r\n*1\r\n$4\r\nPING\r\n".utf8)

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Returns the next sample, in which no forbidden word is.
    mutating func next() -> WireSample {
        while true {
            let bytes = makeBytes()
            if !ForbiddenWords.appear(in: bytes) { return WireSample(packets: cut(bytes)) }
        }
    }

    private mutating func makeBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0...random.below(5) { bytes += RequestMaker.request(using: &random) }
        let kinds = ByteMutation.allCases
        for _ in 0..<[0, 1, 1, 1, 2, 3][random.below(6)] {
            kinds[random.below(kinds.count)].change(&bytes, using: &random)
        }
        return random.below(2) == 0 ? bytes + Self.tail : bytes
    }

    private mutating func cut(_ bytes: [UInt8]) -> [[UInt8]] {
        switch random.below(4) {
        case 0 where bytes.count <= 64: return bytes.map { [$0] }
        case 1, 2: return [bytes]
        default:
            let places = (0..<1 + random.below(4)).map { _ in random.below(bytes.count + 1) }
            let bounds = [0] + places.sorted() + [bytes.count]
            return zip(bounds, bounds.dropFirst()).map { Array(bytes[$0..<$1]) }
                .filter { !$0.isEmpty }
        }
    }
}
