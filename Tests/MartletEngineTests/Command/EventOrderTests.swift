import Testing

@testable import MartletEngine

@Suite struct EventOrderTests {
    @Test(arguments: [
        ("lset", "lset", true), ("set", "set", false), ("rpoplpush", "lpush", false),
        ("rpoplpush", "rpop", true), ("spop", "spop", false), ("spop", "del", true),
        ("lpush", "new", false), ("getset", "new", true),
    ])
    func eventsAreOnTheirSideOfTheReply(command: String, event: String, isBehind: Bool) {
        let name: StaticString =
            switch event {
            case "lset": "lset"
            case "set": "set"
            case "lpush": "lpush"
            case "rpop": "rpop"
            case "spop": "spop"
            case "del": "del"
            default: "new"
            }
        #expect(EventOrder.isBehindReply(name, of: command) == isBehind)
    }
}
