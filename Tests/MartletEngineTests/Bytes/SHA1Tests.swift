import MartletEngine
import Testing

@Suite struct SHA1Tests {
    @Test(
        "The examples of the standard",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
        ])
    func knownDigest(text: String, digest: String) {
        #expect(SHA1.digest(of: text.utf8.span).hexadecimal == digest)
    }

    @Test(
        "Counts around the end of a block",
        arguments: [
            (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
            (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
            (63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
            (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
            (65, "11655326c708d70319be2610e8a57d9a5b959d3b"),
            (119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"),
            (120, "f34c1488385346a55709ba056ddd08280dd4c6d6"),
            (1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        ])
    func countOfLetters(count: Int, digest: String) {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count)
        #expect(SHA1.digest(of: bytes.span).hexadecimal == digest)
    }

    @Test("Combining is its own inverse")
    func combining() {
        let digest = SHA1.digest(of: "abc".utf8.span)
        var combined = SHA1Digest.zero
        combined ^= digest
        #expect(combined == digest)
        combined ^= digest
        #expect(combined == .zero)
    }
}
