import MartletEngine
import Testing

@Suite struct KeySearchTests {
    /// Key specs of every kind, some of commands that take their keys from a keyword on.
    private static let specs: [String: [KeySpec]] = [
        "none": [],
        "channel": [
            KeySpec([.notKey], begin: .index(1), find: .range(lastKey: -1, keyStep: 1, limit: 0))
        ],
        "one": [key(.index(1), .range(lastKey: 0, keyStep: 1, limit: 0))],
        "all": [key(.index(1), .range(lastKey: -1, keyStep: 1, limit: 0))],
        "but-last": [key(.index(1), .range(lastKey: -2, keyStep: 1, limit: 0))],
        "pairs": [key(.index(1), .range(lastKey: -1, keyStep: 2, limit: 0))],
        "counted": [key(.index(1), .keyNumber(index: 0, firstKey: 1, keyStep: 1))],
        "streams": [
            key(.keyword("STREAMS", startFrom: 1), .range(lastKey: -1, keyStep: 1, limit: 2))
        ],
        "from-end": [
            key(.keyword("KEYS", startFrom: -2), .range(lastKey: -1, keyStep: 1, limit: 0))
        ],
        "two": [
            key(.index(1), .range(lastKey: 0, keyStep: 1, limit: 0)),
            key(.keyword("STORE", startFrom: 2), .range(lastKey: 0, keyStep: 1, limit: 0)),
        ],
        "unknown": [key(.unknown, .unknown)],
        "incomplete": [
            KeySpec(
                [.readOnly, .incomplete], begin: .index(1),
                find: .range(lastKey: 0, keyStep: 1, limit: 0))
        ],
    ]

    private static func key(_ begin: KeySpec.BeginSearch, _ find: KeySpec.FindKeys) -> KeySpec {
        KeySpec([.readOnly, .access], begin: begin, find: find)
    }

    @Test(
        arguments: [
            ("none a", "*0|"),
            ("channel a", "*0|"),
            ("one a b", "*1|:1|"),
            ("one", "*0|"),
            ("all a b c", "*3|:1|:2|:3|"),
            ("but-last a b c", "*2|:1|:2|"),
            ("but-last a", "*0|"),
            ("pairs a 1 b 2", "*2|:1|:3|"),
            ("pairs a 1 b", "*2|:1|:3|"),
            ("counted 2 a b c", "*2|:2|:3|"),
            ("counted 0 a", "*0|"),
            ("counted 3 a b", "*0|"),
            ("counted -1 a", "*0|"),
            ("counted x a", "*0|"),
            ("counted 1x a b", "*1|:2|"),
            ("counted 3x a b", "*0|"),
            ("counted 4294967297 a b", "*1|:2|"),
            ("counted 9223372036854775807 a", "*0|"),
            ("counted", "*0|"),
            ("streams COUNT 1 streams a b 0 0", "*2|:4|:5|"),
            ("streams a b", "*0|"),
            ("streams STREAMS", "*0|"),
            ("from-end a keys b c", "*2|:3|:4|"),
            ("from-end keys b", "*0|"),
            ("two a x STORE d", "*2|:1|:4|"),
            ("two a x", "*1|:1|"),
            ("two a STORE", "*1|:1|"),
            ("unknown a", "*0|"),
            ("incomplete a", "*0|"),
        ])
    func positions(line: String, expected: String) {
        #expect(Self.reply(to: line) == expected)
    }

    /// Runs a command that replies with where its own keys are.
    private static func reply(to line: String) -> String {
        let name = String(line.prefix { $0 != " " })
        let spec = CommandSpec.made(name, keySpecs: specs[name] ?? []) { arguments, call, reply in
            let keys = KeySearch.keys(of: call.table.specs[0].facts, in: arguments)
            reply.array(keys.count)
            for key in keys { reply.integer(key.position) }
        }
        var engine = SmallEngine([spec])
        return engine.run(line)
    }
}
