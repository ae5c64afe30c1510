import ContextCache
import Testing

@Suite struct ChatIDTests {
    @Test func missingIDsAreUnderscores() {
        #expect(ChatID(user: "7", agent: "helper").text == "7:_:helper")
        #expect(ChatID(text: "7:_:helper") == ChatID(user: "7", agent: "helper"))
        #expect(ChatID().text == "_:_:_")
    }

    @Test func othersAreEscaped() {
        let chat = ChatID(user: "a:b", device: "_", agent: "{50%}")
        #expect(chat.text == "a%3Ab:%5F:%7B50%25%7D")
        #expect(ChatID(text: chat.text) == chat)
        #expect(ChatID(text: "a:b:%") == nil)
    }
}
