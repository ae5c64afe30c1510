import Testing

@testable import LayerService

/// Forms with files, also of those who mean no good.
@Suite struct MultipartTests {
    private static let form = """
        --b\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n\
        --b\r\ncontent-disposition: form-data; name=file; filename="x \\"y\\".png"\r\n\
        Content-Type: image/png\r\n\r\nt\r\n--c\r\r\n\r\n--b--\r\nignored
        """

    /// Reads a form in pieces of so many bytes; data that follow each other are joined.
    private func parts(_ text: String, _ size: Int) throws -> [String] {
        var parser = MultipartParser(boundary: "b")
        var told: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            for event in try parser.read(bytes[start..<min(start + size, bytes.count)]) {
                switch event {
                case .part(let head): told.append("\(head.name)(\(head.filename ?? "-"))=")
                case .data(let data): told[told.count - 1] += String(decoding: data, as: UTF8.self)
                case .endOfPart: told[told.count - 1] += ";"
                }
            }
        }
        try parser.finish()
        return told
    }

    @Test(arguments: [1, 2, 3, 5, 7, 16, 64, 1000])
    func partsAreReadHoweverTheyCome(size: Int) throws {
        #expect(
            try parts(Self.form, size) == ["a(-)=one;", "file(x \"y\".png)=t\r\n--c\r\r\n;"])
    }

    @Test(arguments: [1, 3, 1000]) func partsMayBeEmpty(size: Int) throws {
        let head = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        #expect(try parts("\(head)\r\n--b--", size) == ["a(-)=;"])
        #expect(
            try parts("\(head)\r\n--b\r\n\(head.dropFirst(4))\r\n\r\n--b--", size) == [
                "a(-)=;", "a(-)=\r\n;",
            ])
        #expect(try parts("--b--", size) == [])
    }

    @Test(arguments: [
        "", "x", "-", "\r\n--b\r\n", "--c\r\n", "--bx", "--b\r", "--b\r\n", "--b-",
        "--b\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a x\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--b--",
        "--b\r\nnonsense\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nno end\r\n--b",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bb--",
    ])
    func whatIsNoFormIsRefused(text: String) {
        #expect(throws: MultipartParser.Failure.self) { try parts(text, 1000) }
        #expect(throws: MultipartParser.Failure.self) { try parts(text, 1) }
    }

    @Test func headsHaveALimit() {
        var parser = MultipartParser(boundary: "b")
        let endless = String(repeating: "x", count: 1000)
        #expect(throws: MultipartParser.Failure.self) {
            _ = try parser.read("--b\r\n".utf8)
            for _ in 0..<10 { _ = try parser.read(endless.utf8) }
        }
        #expect(throws: MultipartParser.Failure.self) {
            try parts("--b\r\nX: \(String(repeating: endless, count: 10))\r\n\r\n", 100_000)
        }
        #expect(throws: MultipartParser.Failure.self) { try MultipartHead([0xff]) }
    }

    @Test func partsHaveALimit() {
        let part = "\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--b"
        #expect(throws: Never.self) {
            try parts("--b" + String(repeating: part, count: 32) + "--", 1000)
        }
        #expect(throws: MultipartParser.Failure.self) {
            try parts("--b" + String(repeating: part, count: 33) + "--", 1000)
        }
    }

    /// Line breaks that could each begin a boundary.
    @Test func nearlyBoundariesAreData() throws {
        let data = String(repeating: "\r\n--\r\n-", count: 5000)
        let text = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\(data)\r\n--b--"
        #expect(try parts(text, 777) == ["a(-)=\(data);"])
    }

    @Test(
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"),
            ("Multipart/Form-Data;  BOUNDARY=\"a b\"", "a b"),
            ("multipart/form-data; charset=utf-8; boundary=a", "a"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/form-data; boundary=\"a", nil), ("multipart/form-data; boundary=\"", nil),
            ("multipart/form-data; boundary=a; boundary=b", nil),
            ("multipart/mixed; boundary=a", nil),
            ("multipart/form-data; boundary=a\u{1}b", nil),
            ("multipart/form-data; boundary=é", nil),
            ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", nil), (nil, nil),
        ] as [(String?, String?)])
    func boundariesAreFound(type: String?, boundary: String?) {
        #expect(MultipartType.boundary(of: type) == boundary)
    }
}
