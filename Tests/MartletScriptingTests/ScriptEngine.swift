import MartletCommands
import MartletEngine
import MartletScripting

/// An engine with the commands of scripts, whose replies are text.
struct ScriptEngine: ~Copyable {
    let clock = ManualClock()
    var engine: Engine
    private let client: ClientHandle

    init() {
        var engine = Engine(
            table: CommandTable(CommandFamilies.all + ScriptingCommands.all),
            settings: Settings(), clock: EngineClock(manual: clock),
            random: RandomSource(seed: 1), host: NoHost())
        client = engine.connect(
            ClientPeer(
                origin: .tcp, address: "127.0.0.1:50001", localAddress: "127.0.0.1:6379",
                isLocal: true, descriptor: 8))
        self.engine = engine
    }

    /// Runs one command; returns the raw reply, its line ends shown as bars.
    @discardableResult
    mutating func run(_ words: String...) -> String {
        run(words.map { Array($0.utf8) })
    }

    /// Runs one command.
    mutating func run(_ words: [[UInt8]]) -> String {
        var request = Array("*\(words.count)\r\n".utf8)
        for word in words {
            request += Array("$\(word.count)\r\n".utf8) + word + Array("\r\n".utf8)
        }
        var parser = RequestParser()
        var reply = ReplyWriter()
        _ = engine.process(request.span, &parser, for: client, reply: &reply)
        var bytes: [UInt8] = []
        reply.forEachPiece { piece in bytes += [UInt8](piece) }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "|")
    }

    /// Runs a script without keys.
    @discardableResult
    mutating func eval(_ script: String) -> String { run("EVAL", script, "0") }
}
