import ConformanceKit
import MartletRESP

/// Connections to both servers that are told of every change of a key.
final class EventPair {
    /// The classes of events: all but those of keys that are missed, whose order follows where a
    /// command looks for many from that of a hash table.
    static let classes = "KEAn"
    static let subscription = FuzzCall("PSUBSCRIBE __key*")

    private static let ping = CommandEncoder.encode(["PING", "."].map { Array($0.utf8) })
    private static let pong = Array("*2\r\n$4\r\npong\r\n$1\r\n.\r\n".utf8)

    private let real: PipelinedLine
    private let target: PipelinedLine
    private let patience: Duration

    init(_ real: ServerAddress, _ target: ServerAddress, patience: Duration) throws {
        self.real = try PipelinedLine(real)
        self.target = try PipelinedLine(target)
        self.patience = patience
        for (line, address) in [(self.real, real), (self.target, target)] {
            if let password = address.password {
                line.append(CommandEncoder.encode(FuzzCall("AUTH \(password)").words))
            }
            line.append(CommandEncoder.encode(Self.subscription.words))
        }
        try settle()
    }

    /// Compares the events of all that was replied to.
    ///
    /// - Throws: ``Disagreement`` for the first that differs; ``NoTruth``.
    func compare() throws {
        try gather()
        defer { forget() }
        if real.bytes == target.bytes { return }
        // Both end in the reply to PING.
        let index = (0..<min(real.count, target.count)).first { index in
            real.reply(index) != target.reply(index)
        }
        guard let index else { return }
        let (one, other) = (real.reply(index), target.reply(index))
        throw Disagreement(
            call: Self.subscription, reason: "event \(Self.name(one)), not \(Self.name(other))",
            real: one, target: other, eventCount: real.count - 1)
    }

    /// Passes over what has happened so far.
    func settle() throws {
        try gather()
        forget()
    }

    private func gather() throws {
        real.append(Self.ping)
        target.append(Self.ping)
        let truth = real.receive(upTo: Self.pong, within: patience)
        guard truth == .arrived else { throw NoTruth(reason: truth.rawValue) }
        let ending = target.receive(upTo: Self.pong, within: patience)
        guard ending == .arrived else {
            throw Disagreement(
                call: Self.subscription, reason: ending.rawValue, isSilence: true, real: [],
                target: target.bytes)
        }
    }

    private func forget() {
        real.forget()
        target.forget()
    }

    /// What happened, by a message.
    private static func name(_ message: [UInt8]) -> String {
        guard let parts = ReplyNode(message)?.children, parts.count == 4 else { return "none" }
        let channel = parts[2].text
        guard channel.hasPrefix("__keyevent") else { return parts[3].text }
        return String(channel.drop { $0 != ":" }.dropFirst())
    }
}
