import Testing

@testable import UploadStatus

/// What is expected was written by Python's `json.dumps`.
@Suite struct UploadEntryTests {
    static let file = CloudFile(
        uri: "https://s/f", name: "f", createTime: "2025-01-01T00:00:00Z")

    static let entries: [(UploadEntry, String)] = [
        (
            UploadEntry(.pending, timestamp: 1_700_000_000),
            #"{"status": "pending", "filename": null, "timestamp": 1700000000.0, "result": null}"#
        ),
        (
            UploadEntry(
                .completed, filename: "Bild_ä😀.png", timestamp: 1_736_899_200.123,
                result: .cloudFile(file)),
            #"{"status": "completed", "filename": "Bild_\u00e4\ud83d\ude00.png", "#
                + #""timestamp": 1736899200.123, "result": {"type": "google_cloud", "#
                + #""uri": "https://s/f", "name": "f", "create_time": "2025-01-01T00:00:00Z"}}"#
        ),
        (
            UploadEntry(
                .completed, filename: "a\"b\\c\n", timestamp: 1_736_899_200.5,
                result: .other("/tmp/x")),
            #"{"status": "completed", "filename": "a\"b\\c\n", "timestamp": 1736899200.5, "#
                + #""result": {"type": "other", "value": "/tmp/x"}}"#
        ),
        (
            UploadEntry(.pending, filename: "a", timestamp: 1, progress: 40),
            #"{"status": "pending", "filename": "a", "timestamp": 1.0, "result": null, "#
                + #""progress": 40}"#
        ),
    ]

    @Test(arguments: entries) func bytesAreThoseOfPython(entry: UploadEntry, text: String) {
        #expect(String(decoding: entry.text, as: UTF8.self) == text)
        #expect(UploadEntry(text: Array(text.utf8)) == entry)
    }

    @Test func onlyWhatIsCompletedHasAResult() {
        let failed = UploadEntry(.failed, timestamp: 1, result: .other("x"))
        let text = #"{"status": "failed", "filename": null, "timestamp": 1.0, "result": null}"#
        #expect(String(decoding: failed.text, as: UTF8.self) == text)
    }

    @Test func otherFormsAreRead() {
        let text =
            #"{"result":{"uri":"u","type":"google_cloud"},"x":1,"filename":"ä","status":"completed"}"#
        let entry = UploadEntry(
            .completed, filename: "ä", result: .cloudFile(CloudFile(uri: "u")))
        #expect(UploadEntry(text: Array(text.utf8)) == entry)
        #expect(UploadEntry(text: Array("{}".utf8)) == .unknown)
        #expect(UploadEntry(text: Array(#"{"status": "odd"}"#.utf8)) == .unknown)
        #expect(UploadEntry(text: Array("nonsense".utf8)) == nil)
        #expect(UploadEntry(text: Array("[1]".utf8)) == nil)
    }
}
