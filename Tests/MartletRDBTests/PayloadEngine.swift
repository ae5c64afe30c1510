import MartletCommands
import MartletEngine
import MartletRDB
import MartletRESP

/// An engine with the commands of both floors, whose replies are values.
struct PayloadEngine: ~Copyable {
    let clock = ManualClock()
    var engine: Engine
    private let client: ClientHandle

    init() {
        var engine = Engine(
            table: CommandTable(CommandFamilies.all + DumpCommands.all), settings: Settings(),
            clock: EngineClock(manual: clock), random: RandomSource(seed: 1), host: NoHost())
        client = engine.connect(
            ClientPeer(
                origin: .tcp, address: "127.0.0.1:50001", localAddress: "127.0.0.1:6379",
                isLocal: true, descriptor: 8))
        self.engine = engine
    }

    /// Runs a line of words.
    @discardableResult
    mutating func run(_ line: String) -> RESPValue {
        run(line.split(separator: " ").map { Array($0.utf8) })
    }

    /// Runs one command.
    @discardableResult
    mutating func run(_ words: [[UInt8]]) -> RESPValue {
        var parser = RequestParser()
        var reply = ReplyWriter()
        let request = CommandEncoder.encode(words)
        _ = engine.process(request.span, &parser, for: client, reply: &reply)
        var replies = ReplyParser()
        reply.forEachPiece { piece in replies.feed([UInt8](piece)) }
        return (try? replies.next()) ?? .null
    }

    /// Returns the payload of a key.
    mutating func dump(_ key: String) -> [UInt8] {
        guard case .bulkString(let payload) = run("DUMP \(key)") else { return [] }
        return payload
    }

    /// Makes a key of a payload, whatever was there.
    @discardableResult
    mutating func restore(_ key: String, _ payload: [UInt8]) -> RESPValue {
        run([Array("RESTORE".utf8), Array(key.utf8), [0x30], payload, Array("REPLACE".utf8)])
    }
}

/// Payloads as tests write them.
enum Payload {
    /// What redis-server makes of the string `a`.
    static let a: [UInt8] = [
        0x00, 0x01, 0x61, 0x0a, 0x00, 0xbf, 0xfe, 0xef, 0x9b, 0x8f, 0x36, 0x7d, 0xb4,
    ]

    /// Returns a RESTORE with a payload between its second and third word.
    static func restore(_ words: String, _ payload: [UInt8] = a) -> [[UInt8]] {
        var command = ("RESTORE " + words).split(separator: " ").map { Array($0.utf8) }
        command.insert(payload, at: 3)
        return command
    }

    /// Returns the payload that `body` has with its version and checksum.
    static func make(_ body: [UInt8]) -> [UInt8] {
        let bytes = body + [10, 0]
        let checksum = CRC64.checksum(of: bytes.span)
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> UInt64(8 * $0)) }
    }

    /// Returns a payload with its checksum made right.
    static func mended(_ payload: [UInt8]) -> [UInt8] {
        let bytes = Array(payload.dropLast(8))
        let checksum = CRC64.checksum(of: bytes.span)
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> UInt64(8 * $0)) }
    }
}
