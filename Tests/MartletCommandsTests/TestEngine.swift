import MartletCommands
import MartletEngine

/// An engine with a clock of its own and clients by name, whose replies are text.
struct TestEngine: ~Copyable {
    let clock: ManualClock
    var engine: Engine
    private var clients: [String: ClientHandle] = [:]

    init(settings: Settings = Settings(), host: any Host = NoHost()) {
        let clock = ManualClock()
        self.clock = clock
        engine = Engine(
            table: .families, settings: settings, clock: EngineClock(manual: clock),
            random: RandomSource(seed: 1), host: host)
    }

    /// Runs a line of words, such as `SET k "two words"`; returns the raw replies, their line ends
    /// shown as bars: `+OK|`.
    @discardableResult
    mutating func run(_ line: String, as name: String = "a") -> String {
        var words: [[UInt8]] = []
        if let split = SplitArguments(line.utf8.span) {
            for i in 0..<split.count { words.append([UInt8](split[i])) }
        }
        return run(words, as: name)
    }

    /// Runs one command.
    @discardableResult
    mutating func run(_ words: [[UInt8]], as name: String = "a") -> String {
        var request = Array("*\(words.count)\r\n".utf8)
        for word in words {
            request += Array("$\(word.count)\r\n".utf8) + word + Array("\r\n".utf8)
        }
        return send(request, as: name)
    }

    /// Sends bytes of the protocol, as one batch.
    mutating func send(_ bytes: [UInt8], as name: String = "a") -> String {
        var parser = RequestParser()
        var reply = ReplyWriter()
        _ = engine.process(bytes.span, &parser, for: client(name), reply: &reply)
        return Self.text(of: reply)
    }

    /// Returns what other clients' commands made for this one.
    mutating func outgoing(for name: String = "a") -> String {
        var reply = ReplyWriter()
        _ = engine.takeOutgoing(for: client(name), into: &reply)
        return Self.text(of: reply)
    }

    /// The client called `name`, which connects when it is named first.
    mutating func client(_ name: String) -> ClientHandle {
        if let client = clients[name] { return client }
        let peer = ClientPeer(
            origin: .tcp, address: "127.0.0.1:\(50001 + clients.count)",
            localAddress: "127.0.0.1:6379", isLocal: true, descriptor: 8 + clients.count)
        let client = engine.connect(peer)
        clients[name] = client
        return client
    }

    private static func text(of reply: borrowing ReplyWriter) -> String {
        var text = ""
        var skipsLineFeed = false
        for byte in [UInt8](reply.buffer.span) {
            if byte == UInt8(ascii: "\r") {
                text += "|"
                skipsLineFeed = true
            } else if byte == UInt8(ascii: "\n"), skipsLineFeed {
                skipsLineFeed = false
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
                skipsLineFeed = false
            }
        }
        return text
    }
}

extension CommandTable {
    /// The commands of the floor that is tested.
    static let families = CommandTable(CommandFamilies.all)
}
