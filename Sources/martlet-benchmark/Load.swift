import ConformanceKit

/// What redis-benchmark sends, and what has to be there before.
struct Load: Sendable {
    /// A test of redis-benchmark's own, or a command of ours.
    enum Command: Sendable {
        case test(String)
        case words([String])
    }

    let name: String
    let command: Command
    /// How many keys are written before.
    var preload = 0
    /// Whether the data stays as it is, so that it need be made only once.
    var onlyReads = false
    /// Makes the data for so many commands.
    var fill: (@Sendable (Socket, Int) throws -> Void)?

    static let set = Load(name: "set", command: .test("set"))
    static let incr = Load(name: "incr", command: .test("incr"))
    static let mset = Load(name: "mset", command: .test("mset"))

    static func get(preload: Int) -> Load {
        Load(name: "get", command: .test("get"), preload: preload, onlyReads: true)
    }
}

/// Commands on lists, hashes, sets and sorted sets, which are named as redis-benchmark names them.
enum CollectionLoads {
    /// On collections of a few elements, or those that the commands themselves make.
    static let small: [Load] = [
        Load(name: "lpush", command: .test("lpush")),
        Load(name: "lpop", command: .test("lpop"), fill: fillList),
        Load(
            name: "lrange100", command: .words(["LRANGE", "mylist", "0", "99"]), onlyReads: true
        ) { socket, _ in try Fill.list(of: 100, socket) },
        Load(
            name: "lrange600", command: .words(["LRANGE", "mylist", "0", "599"]), onlyReads: true
        ) { socket, _ in try Fill.list(of: 600, socket) },
        Load(name: "hset", command: .test("hset")),
        Load(name: "sadd", command: .test("sadd")),
        Load(name: "spop", command: .test("spop"), fill: fillSet),
        Load(name: "zadd", command: .test("zadd")),
        Load(
            name: "zrange", command: .words(["ZRANGE", "myzset", "0", "9"]), onlyReads: true
        ) { socket, _ in try Fill.sortedSet(of: 100, socket) },
        Load(
            name: "zrank", command: .words(["ZRANK", "myzset", Fill.element(50)]), onlyReads: true
        ) { socket, _ in try Fill.sortedSet(of: 100, socket) },
        Load(name: "xadd", command: .words(["XADD", "mystream", "*", "field", "value"])),
        Load(
            name: "xrange100", command: .words(["XRANGE", "mystream", "-", "+", "COUNT", "100"]),
            onlyReads: true
        ) { socket, _ in try Fill.stream(of: 1000, socket) },
    ]

    /// On collections of a million elements.
    static let million: [Load] = [
        Load(
            name: "lrange100", command: .words(["LRANGE", "mylist", "500000", "500099"]),
            onlyReads: true
        ) { socket, _ in try Fill.list(of: Fill.million, socket) },
        Load(name: "hset", command: .test("hset")) { socket, _ in
            try Fill.hash(of: Fill.million, socket)
        },
        Load(name: "sadd", command: .test("sadd")) { socket, _ in
            try Fill.set(of: Fill.million, socket)
        },
        Load(name: "spop", command: .test("spop")) { socket, _ in
            try Fill.set(of: Fill.million, socket)
        },
        Load(name: "zadd", command: .test("zadd")) { socket, _ in
            try Fill.sortedSet(of: Fill.million, socket)
        },
        Load(name: "zpopmin", command: .test("zpopmin")) { socket, _ in
            try Fill.sortedSet(of: Fill.million, socket)
        },
        Load(
            name: "zrange", command: .words(["ZRANGE", "myzset", "500000", "500009"]),
            onlyReads: true
        ) { socket, _ in try Fill.sortedSet(of: Fill.million, socket) },
        Load(
            name: "zrank", command: .words(["ZRANK", "myzset", "element:__rand_int__"]),
            onlyReads: true
        ) { socket, _ in try Fill.sortedSet(of: Fill.million, socket) },
    ]

    @Sendable private static func fillList(_ socket: Socket, _ count: Int) throws {
        try Fill.list(of: count, socket)
    }

    @Sendable private static func fillSet(_ socket: Socket, _ count: Int) throws {
        try Fill.set(of: count, socket)
    }
}
