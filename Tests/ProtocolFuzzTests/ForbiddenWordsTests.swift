import Testing

@testable import ProtocolFuzz

@Suite struct ForbiddenWordsTests {
    @Test(
        arguments: [
            ("*1\r\n$8\r\nSHUTDOWN\r\n", true), ("shutDown now", true), ("xxSaVe", true),
            ("config", true), ("TIME\r\n", true), ("*1\r\n$4\r\nPING\r\n", false), ("", false),
            ("SHUTDOW", false), ("SHUT DOWN", false), ("GET k", false),
        ])
    func found(text: String, isFound: Bool) {
        #expect(ForbiddenWords.appear(in: Array(text.utf8)) == isFound)
    }

    @Test func noSampleHasAny() {
        var maker = SampleMaker(seed: 7)
        for _ in 0..<200 {
            let sample = maker.next()
            let text = String(decoding: sample.bytes, as: UTF8.self).lowercased()
            #expect(!text.contains("shutdown") && !text.contains("config"))
            #expect(!ForbiddenWords.appear(in: sample.bytes))
        }
    }
}
