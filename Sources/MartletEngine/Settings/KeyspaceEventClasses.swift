/// The classes of keyspace events that clients can subscribe to.
package struct KeyspaceEventClasses: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Events are sent on `__keyspace@…__` channels.
    package static let keyspace = KeyspaceEventClasses(rawValue: 1)
    /// Events are sent on `__keyevent@…__` channels.
    package static let keyevent = KeyspaceEventClasses(rawValue: 1 << 1)
    package static let generic = KeyspaceEventClasses(rawValue: 1 << 2)
    package static let string = KeyspaceEventClasses(rawValue: 1 << 3)
    package static let list = KeyspaceEventClasses(rawValue: 1 << 4)
    package static let set = KeyspaceEventClasses(rawValue: 1 << 5)
    package static let hash = KeyspaceEventClasses(rawValue: 1 << 6)
    package static let sortedSet = KeyspaceEventClasses(rawValue: 1 << 7)
    package static let expired = KeyspaceEventClasses(rawValue: 1 << 8)
    package static let evicted = KeyspaceEventClasses(rawValue: 1 << 9)
    package static let stream = KeyspaceEventClasses(rawValue: 1 << 10)
    package static let keyMiss = KeyspaceEventClasses(rawValue: 1 << 11)
    package static let module = KeyspaceEventClasses(rawValue: 1 << 13)
    package static let newKey = KeyspaceEventClasses(rawValue: 1 << 14)
    /// What `A` stands for.
    package static let all: KeyspaceEventClasses = [
        .generic, .string, .list, .set, .hash, .sortedSet, .expired, .evicted, .stream, .module,
    ]

    /// The letters that `A` can stand for, and `n`, in the order of CONFIG GET.
    private static let letters: [(letter: UInt8, value: KeyspaceEventClasses)] = [
        (UInt8(ascii: "g"), .generic), (UInt8(ascii: "$"), .string), (UInt8(ascii: "l"), .list),
        (UInt8(ascii: "s"), .set), (UInt8(ascii: "h"), .hash), (UInt8(ascii: "z"), .sortedSet),
        (UInt8(ascii: "x"), .expired), (UInt8(ascii: "e"), .evicted), (UInt8(ascii: "t"), .stream),
        (UInt8(ascii: "d"), .module), (UInt8(ascii: "n"), .newKey),
    ]

    /// The letters that stand alone, in the order of CONFIG GET.
    private static let channels: [(letter: UInt8, value: KeyspaceEventClasses)] = [
        (UInt8(ascii: "K"), .keyspace), (UInt8(ascii: "E"), .keyevent),
        (UInt8(ascii: "m"), .keyMiss),
    ]

    /// Reads the value of `notify-keyspace-events`; nil if a letter has no meaning.
    package init?(letters text: [UInt8]) {
        self = []
        for letter in text {
            if letter == UInt8(ascii: "A") {
                formUnion(.all)
            } else if let known = (Self.letters + Self.channels).first(where: {
                $0.letter == letter
            }) {
                formUnion(known.value)
            } else {
                return nil
            }
        }
    }

    /// The value of `notify-keyspace-events`, as CONFIG GET prints it.
    package var text: [UInt8] {
        var text: [UInt8] = []
        if isSuperset(of: .all) {
            text.append(UInt8(ascii: "A"))
        } else {
            for (letter, value) in Self.letters where contains(value) { text.append(letter) }
        }
        for (letter, value) in Self.channels where contains(value) { text.append(letter) }
        return text
    }
}
