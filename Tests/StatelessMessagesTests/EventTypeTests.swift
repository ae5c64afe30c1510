import StatelessMessages
import Testing

@Suite struct EventTypeTests {
    @Test func namesAreThoseOfTheDocument() {
        let names = EventType.allCases.map(\.rawValue)
        #expect(names.first == "MESSAGE_START")
        #expect(names.count == 11)
    }
}
