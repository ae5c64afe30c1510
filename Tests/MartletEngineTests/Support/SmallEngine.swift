import MartletEngine

/// An engine with a few commands of its own, whose replies are text.
struct SmallEngine: ~Copyable {
    let clock: ManualClock
    var engine: Engine
    private var clients: [String: ClientHandle] = [:]

    init(
        _ specs: [CommandSpec], settings: Settings = Settings(), clock: ManualClock = ManualClock(),
        host: any Host = NoHost()
    ) {
        self.clock = clock
        engine = Engine(
            table: CommandTable(specs), settings: settings, clock: EngineClock(manual: clock),
            random: RandomSource(seed: 1), host: host)
    }

    /// Runs lines of words as one batch; returns the raw replies, their line ends shown as bars.
    mutating func run(
        _ lines: String..., as name: String = "a", peer: ClientPeer = .inProcess
    ) -> String {
        let request = lines.map { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            let bulks = words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }
            return "*\(words.count)\r\n\(bulks.joined())"
        }.joined()
        var parser = RequestParser()
        var reply = ReplyWriter()
        let handle = client(name, peer: peer)
        _ = engine.process(Array(request.utf8).span, &parser, for: handle, reply: &reply)
        return String(copying: reply.buffer.span).replacing("\r\n", with: "|")
    }

    /// The client called `name`, which connects when it is named first.
    mutating func client(_ name: String, peer: ClientPeer = .inProcess) -> ClientHandle {
        if let handle = clients[name] { return handle }
        let handle = engine.connect(peer)
        clients[name] = handle
        return handle
    }
}

extension ClientPeer {
    /// A client that came through a socket, which has to say the password.
    static let stranger = ClientPeer(
        origin: .tcp, address: "127.0.0.1:4711", localAddress: "127.0.0.1:6379", isLocal: true,
        descriptor: 7)
}

extension CommandSpec {
    /// Makes a row without documentation, which replies with its name if nothing else is said.
    static func made(
        _ name: String, arity: Int = -1, flags: CommandFlags = [], categories: ACLCategories = [],
        keySpecs: [KeySpec] = [], subcommands: [CommandSpec] = [], run: CommandHandler? = nil,
        serve: BlockedHandler? = nil
    ) -> CommandSpec {
        let facts = CommandFacts(
            name, arity: arity, flags: flags, categories: categories, keySpecs: { keySpecs },
            docs: { CommandDocs(since: "1.0.0", group: .generic) })
        return CommandSpec(
            facts, summary: "Is made for a test.", subcommands: subcommands,
            run: run ?? { _, _, reply in reply.status(text: name) }, serve: serve)
    }
}
