import MartletClient
import StatelessMessages
import Testing

@Suite struct MessageKeySchemeTests {
    @Test func keysAreTheDocumentsOnOneServer() {
        let keys = MessageKeyScheme(isClustered: false)
        #expect(keys.message("m:1", in: "s") == "message:m:1")
        #expect(keys.stream("m", in: "s") == "stream:session:s:message:m")
        #expect(keys.index("s") == "session:s:messages")
        #expect(keys.session("s") == "session:s")
        #expect(keys.content("c", in: "s") == "content:c")
        #expect(keys.route("m") == nil)
        #expect(MessageKeyScheme.taskQueue == "task_queue")
    }

    @Test func sessionsAreHashTagsInACluster() {
        let keys = MessageKeyScheme(isClustered: true)
        #expect(keys.message("m", in: "s") == "message:{s}:m")
        #expect(keys.stream("m", in: "s") == "stream:session:{s}:message:m")
        #expect(keys.index("s") == "session:{s}:messages")
        #expect(keys.session("s") == "session:{s}")
        #expect(keys.content("c", in: "s") == "content:{s}:c")
        #expect(keys.route("m") == "message_session:{m}")
    }

    /// A tag ends at its first closing brace: ids with braces stay in one slot, and apart.
    @Test func bracesOfIDsAreEscaped() {
        let keys = MessageKeyScheme(isClustered: true)
        #expect(keys.session("a}b%") == "session:{a%7Db%25}")
        #expect(keys.session("{a") == "session:{{a}")
        #expect(keys.message("}{m}", in: "}") == "message:{%7D}:}{m}")
        #expect(keys.session("}") != keys.session("%7D"))
    }
}
