import ConformanceKit
import Foundation
import MartletRESP

/// One client after another at the same place: each connects, does what its conduct says with values
/// that nobody else has, and goes.
struct SoakClient {
    let address: ServerAddress
    let number: Int
    private var random: SeededRandom
    private var serial = 0
    private(set) var replyCount = 0

    /// How long a reply may take.
    private static let patience = Duration.seconds(30)

    init(address: ServerAddress, number: Int, seed: UInt64) {
        self.address = address
        self.number = number
        random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
    }

    /// Returns how the next client behaves.
    mutating func nextConduct() -> SoakConduct {
        SoakConduct.allCases[random.below(SoakConduct.allCases.count)]
    }

    /// Lives the life of one client.
    ///
    /// - Throws: `SoakComplaint` for a reply that is lost or another's.
    mutating func live(as conduct: SoakConduct) throws {
        switch conduct {
        case .diligent: try work()
        case .listening: try listen()
        case .waiting: try wait()
        case .halting: try halt()
        case .deaf: try overhear()
        case .vanishing: try vanish()
        }
    }

    // MARK: - Who reads

    private mutating func work() throws {
        let line = try connect()
        for _ in 0..<5 + random.below(20) {
            let tag = nextTag()
            let size = random.below(8) == 0 ? 20_000 + random.below(50_000) : random.below(200)
            let value = tag + String(repeating: "v", count: size)
            line.send(
                Self.commands(
                    ["SET", tag, value], ["GET", tag], ["ECHO", tag], ["MULTI"],
                    ["APPEND", tag, "+"], ["STRLEN", tag], ["EXEC"], ["DEL", tag]))
            let length = value.utf8.count + 1
            for reply in [
                "+OK", Self.bulk(value), Self.bulk(tag), "+OK", "+QUEUED", "+QUEUED",
                "*2\r\n:\(length)\r\n:\(length)", ":1",
            ] {
                try expect(reply, on: line, .diligent)
            }
        }
    }

    private mutating func listen() throws {
        let channel = nextTag()
        let (line, other) = try (connect(), connect())
        line.send(Self.commands(["SUBSCRIBE", channel]))
        try expect(
            "*3\r\n\(Self.bulk("subscribe"))\r\n\(Self.bulk(channel))\r\n:1", on: line, .listening)
        let tags = (0..<10).map { _ in nextTag() }
        other.send(tags.flatMap { Self.commands(["PUBLISH", channel, $0]) })
        for _ in tags { try expect(":1", on: other, .listening) }
        for tag in tags {
            let message = [Self.bulk("message"), Self.bulk(channel), Self.bulk(tag)]
            try expect("*3\r\n" + message.joined(separator: "\r\n"), on: line, .listening)
        }
        if random.below(2) == 0 { line.resetAtEnd() }
    }

    private mutating func wait() throws {
        let list = nextTag()
        let (line, other) = try (connect(), connect())
        for _ in 0..<5 {
            let tag = nextTag()
            line.send(Self.commands(["BLPOP", list, "0"], ["ECHO", tag]))
            pause(milliseconds: random.below(10))
            other.send(Self.commands(["RPUSH", list, tag]))
            try expect(":1", on: other, .waiting)
            try expect("*2\r\n\(Self.bulk(list))\r\n\(Self.bulk(tag))", on: line, .waiting)
            try expect(Self.bulk(tag), on: line, .waiting)
        }
        line.send(Self.commands(["BLPOP", list, "0"]))
        line.resetAtEnd()
    }

    private mutating func halt() throws {
        let line = try connect()
        let tag = nextTag()
        let bytes = Self.commands([
            "ECHO", tag + String(repeating: "h", count: random.below(40_000)),
        ])
        let place = 1 + random.below(bytes.count - 1)
        line.send(Array(bytes[..<place]))
        pause(milliseconds: random.below(100))
        guard random.below(3) > 0 else { return line.resetAtEnd() }
        line.send(Array(bytes[place...]))
        try expect(
            String(
                decoding: bytes.dropFirst("*2\r\n$4\r\nECHO\r\n".utf8.count).dropLast(2),
                as: UTF8.self), on: line, .halting)
    }

    // MARK: - Who doesn't

    private mutating func overhear() throws {
        let line = try connect()
        let tag = nextTag()
        line.send(Self.commands(["SETEX", tag, "60", String(repeating: "d", count: 64_000)]))
        for _ in 0..<32 + random.below(128) { line.send(Self.commands(["GET", tag])) }
        line.send(Self.commands(["DEL", tag]))
        pause(milliseconds: random.below(200))
        line.resetAtEnd()
    }

    private mutating func vanish() throws {
        let line = try connect()
        let tag = nextTag()
        for _ in 0..<random.below(20) {
            line.send(Self.commands(["SETEX", tag, "60", "v"], ["GET", tag], ["DEL", tag]))
        }
        switch random.below(4) {
        case 0: line.send(Self.commands(["SUBSCRIBE", tag, "all"], ["PSUBSCRIBE", "all*"]))
        case 1: line.send(Self.commands(["BLPOP", tag, "0"]))
        case 2: line.send(Self.commands(["WATCH", tag], ["MULTI"], ["SET", tag, "v"]))
        default: line.send(Self.commands(["CLIENT", "TRACKING", "ON"], ["GET", tag]))
        }
        line.resetAtEnd()
    }
}

// MARK: - Their means

extension SoakClient {
    private func connect() throws -> ServerConnection {
        let line = try ServerConnection(address)
        if let password = address.password { _ = line.execute("AUTH", password) }
        return line
    }

    /// A text that no other client has, nor this one again.
    private mutating func nextTag() -> String {
        serial += 1
        return "soak:\(number):\(serial)"
    }

    private mutating func expect(
        _ reply: String, on line: ServerConnection, _ conduct: SoakConduct
    ) throws {
        let expected = Array((reply + "\r\n").utf8)
        let received = line.receiveReply(within: Self.patience)
        guard received.bytes == expected, received.ending == .arrived else {
            let kind: SoakComplaint.Kind = received.ending == .arrived ? .crossed : .lost
            throw SoakComplaint(
                kind: kind, conduct: conduct, expected: expected, received: received)
        }
        replyCount += 1
    }

    private func pause(milliseconds: Int) {
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
    }

    private static func commands(_ commands: [String]...) -> [UInt8] {
        commands.flatMap { CommandEncoder.encode($0.map { Array($0.utf8) }) }
    }

    private static func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)" }
}
