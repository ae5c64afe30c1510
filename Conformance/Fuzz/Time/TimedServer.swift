import ConformanceKit
import Foundation
import Martlet
import MartletRESP

/// A server for which time passes as it is told.
protocol TimedServer {
    /// How far times may be from what they should be, in milliseconds.
    var tolerance: Int64 { get }
    /// The time of day when it was made, in milliseconds since 1970.
    var start: Int { get }

    func reply(to words: [String]) throws -> RESPValue

    func pass(_ milliseconds: Int)
}

/// Martlet, whose clock is moved by hand: exact to the millisecond.
final class ManualServer: TimedServer {
    let tolerance: Int64 = 0
    let start: Int
    private let clock = ManualClock()
    private let session: Martlet.Session
    private let server: Martlet

    init() throws {
        start = clock.millisecondsSince1970
        server = try Martlet.start(.inProcess.with(clock: clock))
        session = try server.connect()
    }

    func reply(to words: [String]) throws -> RESPValue {
        try session.reply(to: words.map { Array($0.utf8) })
    }

    func pass(_ milliseconds: Int) {
        clock.advance(by: .milliseconds(milliseconds))
    }
}

/// A server for which time passes in truth.
final class RealTimeServer: TimedServer {
    let tolerance: Int64 = 45
    let start: Int
    private let connection: ServerConnection
    private let begin = ContinuousClock.now
    private var passed = 0

    init(_ address: ServerAddress) throws {
        connection = try ServerConnection(address)
        _ = connection.execute("FLUSHALL")
        start = Int(Date().timeIntervalSince1970 * 1000)
    }

    func reply(to words: [String]) throws -> RESPValue {
        connection.send(CommandEncoder.encode(words.map { Array($0.utf8) }))
        var parser = ReplyParser()
        parser.feed(connection.receiveReply().bytes)
        guard let reply = try parser.next() else { throw NoTruth(reason: "no reply") }
        return reply
    }

    /// Waits until so much has passed since the beginning, however long calls took.
    func pass(_ milliseconds: Int) {
        passed += milliseconds
        let left = begin + .milliseconds(passed) - ContinuousClock.now
        Thread.sleep(forTimeInterval: max(0, left / .seconds(1)))
    }
}
