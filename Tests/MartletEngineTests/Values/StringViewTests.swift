import Testing

import MartletEngine

@Suite struct StringViewTests {
    @Test(arguments: ["", "0", "-17", "9223372036854775807", "-9223372036854775808", "007", "text"])
    func isTheSameHoweverItIsStored(text: String) {
        var table = HashTable(seed: HashSeed())
        table.set("bytes".utf8.span, bytes: text.utf8.span)
        if let integer = Int(text), "\(integer)" == text {
            table.set("integer".utf8.span, integer: integer)
        }
        for key in ["bytes", "integer"] {
            guard let string = table.find(key.utf8.span)?.string else { continue }
            let count = string.count
            #expect(count == text.utf8.count)
            string.withBytes { bytes in
                let copy = String(copying: bytes)
                #expect(copy == text)
            }
            let integer = string.integer
            #expect(integer == (text == "007" ? nil : Int(text)))
        }
    }

    @Test func aBlobIsNotCopied() {
        var table = HashTable(seed: HashSeed())
        table.set("k".utf8.span, bytes: [UInt8](repeating: 1, count: 5000).span)
        guard case .blob(let blob) = table.find("k".utf8.span)?.string else {
            Issue.record("5000 bytes are no blob")
            return
        }
        #expect(blob === table.find("k".utf8.span)?.blob)
        let (count, integer) = (StringView.blob(blob).count, StringView.blob(blob).integer)
        #expect(count == 5000 && integer == nil)
    }

    @Test func anObjectIsNoString() {
        var table = HashTable(seed: HashSeed())
        table.set("k".utf8.span, object: Box())
        let isString = table.find("k".utf8.span)?.string != nil
        #expect(!isString)
        let encoding = table.find("k".utf8.span)?.stringEncoding
        #expect(encoding == nil)
    }
}
