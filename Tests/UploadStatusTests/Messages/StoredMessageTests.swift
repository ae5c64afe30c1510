import Testing

@testable import UploadStatus

/// What is expected was written by Python's `json.dumps`.
@Suite struct StoredMessageTests {
    private static let full = StoredMessage(
        timestamp: "2025-10-15T08:30:00",
        images: [
            .pending(UploadPlaceholder(uploadID: "u1", filename: "a.png")),
            .cloudFile(CloudFile(uri: "https://s/f")), .localFile("/tmp/ü.png"),
        ], sources: ["Mail", "网页", "x"], audioCount: 2, text: "hi")
    private static let fullText =
        #"{"timestamp": "2025-10-15T08:30:00", "image_uris": [{"type": "pending", "#
        + #""upload_uuid": "u1", "filename": "a.png"}, {"type": "google_cloud_file", "#
        + #""uri": "https://s/f", "name": null}, {"type": "local_file", "#
        + #""path": "/tmp/\u00fc.png"}], "sources": ["Mail", "\u7f51\u9875", "x"], "#
        + #""audio_segments": {"count": 2}, "message": "hi"}"#

    @Test func bytesAreThoseOfPython() {
        #expect(String(decoding: Self.full.json, as: UTF8.self) == Self.fullText)
        #expect(StoredMessage(json: Array(Self.fullText.utf8)) == Self.full)
        let empty = StoredMessage(timestamp: "t", images: [], sources: [])
        let text =
            #"{"timestamp": "t", "image_uris": null, "sources": [], "audio_segments": null, "#
            + #""message": null}"#
        #expect(String(decoding: empty.json, as: UTF8.self) == text)
        #expect(
            StoredMessage(json: Array(text.utf8)) == StoredMessage(timestamp: "t", sources: []))
    }

    /// The original forgot that files were to be kept, and all audio.
    @Test func whatPythonForgetsComesLast() {
        var message = StoredMessage(timestamp: "t", audioCount: 1, audio: ["UklGR"])
        message.deletesFiles = false
        let text =
            #"{"timestamp": "t", "image_uris": null, "sources": null, "#
            + #""audio_segments": {"count": 1}, "message": null, "audio": ["UklGR"], "#
            + #""delete_after_upload": false}"#
        #expect(String(decoding: message.json, as: UTF8.self) == text)
        #expect(StoredMessage(json: Array(text.utf8)) == message)
    }

    @Test func otherFormsAreRead() {
        let text = #"{"timestamp":1.5,"message":{"a":[1,"ä"]},"image_uris":[{"type":"x"}]}"#
        let message = StoredMessage(json: Array(text.utf8))
        #expect(message?.timestamp == "1.5")
        #expect(message?.text == #"{"a": [1, "ä"]}"#)
        #expect(message?.images == nil)
        #expect(StoredMessage(json: Array("nonsense".utf8)) == nil)
    }

    @Test func conversationsAreThoseOfPython() {
        let text =
            #"[{"role": "user", "content": "q\u00e9"}, {"role": "assistant", "content": "a"}]"#
        let bytes = ConversationTurn.json(question: "qé", answer: "a")
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        #expect(
            ConversationTurn.turns(json: bytes) == [
                ConversationTurn(role: "user", content: "qé"),
                ConversationTurn(role: "assistant", content: "a"),
            ])
        #expect(ConversationTurn.turns(json: Array("x".utf8)).isEmpty)
    }
}
