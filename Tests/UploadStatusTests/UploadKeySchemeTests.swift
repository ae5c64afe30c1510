import Testing

@testable import UploadStatus

@Suite struct UploadKeySchemeTests {
    @Test func onOneServerKeysAreTheDocuments() {
        let keys = UploadKeyScheme(isClustered: false)
        #expect(keys.status("a:b") == "mirix:upload_status:a:b")
        #expect(keys.events("a") == "mirix:upload_events:a")
        #expect(keys.messages("u") == "mirix:temp_messages:u")
        #expect(keys.conversations("u") == "mirix:user_conversations:u")
        #expect(keys.absorbLock("u") == "mirix:lock:absorb:u")
        #expect(keys.initLock("u") == "mirix:lock:init:u")
        #expect(keys.initMark("u") == "mirix:user_init_done:u")
        #expect(keys.batch("u", "t") == "mirix:temp_messages:u:processing:t")
        #expect(keys.conversationBatch("u", "t") == "mirix:user_conversations:u:processing:t")
        #expect(keys.batches("u") == "mirix:processing:u")
        // Whatever users are called, none has a key of another's.
        let others = [keys.messages("u:processing"), keys.conversations("u:processing")]
        #expect(!others.contains(keys.batches("u")))
    }

    @Test(arguments: [("u", "u"), ("{a}b", "{a%7Db"), ("}", "%7D"), ("50%7D", "50%257D")])
    func onAClusterTheUserIsTheTag(user: String, tag: String) {
        let keys = UploadKeyScheme(isClustered: true)
        for key in [
            keys.messages(user), keys.conversations(user), keys.absorbLock(user),
            keys.initLock(user), keys.initMark(user), keys.batches(user), keys.batch(user, "t"),
            keys.conversationBatch(user, "t"),
        ] {
            #expect(key.contains("{\(tag)}"))
            #expect(key.prefix { $0 != "{" }.allSatisfy { $0 != "}" })
        }
        #expect(keys.status(user) == "mirix:upload_status:\(user)")
    }
}
