import Foundation
import LayerSupport
import ServiceTestSupport
import Synchronization

/// The work of one layer in steps, each a request to a running service.
final class ServiceRun: SteppedWork {
    let work: LayerWork
    private let port: Int
    private let tag = UUID().uuidString.lowercased()
    /// What stands for the uploads of steps.
    private let uploads = Mutex<[Int: String]>([:])

    /// - Parameter instance: What the steps ask.
    init(_ work: LayerWork, _ instance: ServiceInstance) {
        self.work = work
        port = instance.port
    }

    /// What the instance goes on with while its server is away, and says so.
    var isKeptHere: Bool { [.statuses, .chats, .completions].contains(work) }

    /// The session, user or chat of a step: there are many, in several slots.
    private func list(_ step: Int) -> String { "\(tag)-\(step / 20)" }

    /// What a step says, which is found again in what is handed over.
    private func text(_ step: Int) -> JSONValue { .string("\(tag)#\(step).") }

    private func id(_ step: Int) -> String { "\(tag)-\(step)" }

    func perform(_ step: Int) async throws {
        let reply = try await send(step)
        if reply.status == 503 { throw ServiceAway() }
        guard (200..<300).contains(reply.status) else {
            throw WireClient.Failure(
                description: "\(work) \(step): \(reply.status) \(reply.text)")
        }
        if work == .statuses {
            let id = reply.json["upload_uuid"]?.stringValue
            uploads.withLock { $0[step] = id }
        }
    }

    private func send(_ step: Int) async throws -> WireReply {
        switch work {
        case .statuses:
            let (headers, body) = WireClient.form(Array("\(step)".utf8))
            return try await WireClient.send(
                port, "POST", "/api/v1/uploads", headers: headers, body: body)
        case .messages:
            return try await WireClient.send(
                port, "POST", "/api/v1/users/\(list(step))/messages", ["message": text(step)])
        case .streams:
            return try await WireClient.send(
                port, "POST", "/api/v1/sessions/\(list(step))/messages",
                ["message_id": .string(id(step)), "text": "x"])
        case .chats:
            return try await WireClient.send(
                port, "POST", "/api/v1/chat/\(list(step))/_/a/messages",
                ["role": "user", "content": text(step)])
        case .completions:
            return try await WireClient.send(
                port, "PUT", "/api/v1/completions/\(id(step))", ["suggestions": ["done"]])
        case .pets:
            return try await WireClient.send(
                port, "POST", "/api/pet/\(id(step))/interact", ["action": "feed"],
                headers: ["Idempotency-Key": id(step)])
        }
    }

    /// Returns the acknowledged steps that are gone, and those that were done more than once or by
    /// half.
    ///
    /// - Parameter witness: An instance that is asked, and that messages and chats are handed over by.
    func damage(_ done: LoadReport, by witness: ServiceInstance) async throws -> LoadDamage {
        var counts: [Int: Int] = [:]
        switch work {
        case .messages, .chats: counts = try await handedOver(of: done.tried, by: witness)
        default:
            for step in done.tried { counts[step] = try await count(step, by: witness.port) }
        }
        return LoadDamage(done, counts)
    }
}

/// What is found of a step.
extension ServiceRun {
    private func count(_ step: Int, by port: Int) async throws -> Int {
        switch work {
        case .statuses:
            guard let id = uploads.withLock({ $0[step] }) else { return 0 }
            return try await countUpload(id, by: port)
        case .streams: return try await countMessage(step, by: port)
        case .completions:
            let reply = try await WireClient.send(
                port, "GET", "/api/v1/completions/\(id(step))")
            return reply.status == 200 ? 1 : 0
        case .pets:
            let reply = try await WireClient.send(
                port, "GET", "/api/pet/\(id(step))/state")
            let energy = reply.json["simplified_state"]?["energy"]?.doubleValue ?? -1
            // It is born with 70, and a meal is worth 15.
            return Int(((energy - 70) / 15).rounded())
        case .messages, .chats: return -1
        }
    }

    /// Waits for the end of an upload: it comes although the server was away.
    private func countUpload(_ id: String, by port: Int) async throws -> Int {
        while true {
            let reply = try await WireClient.send(
                port, "GET", "/api/v1/uploads/\(id)")
            guard reply.json["status"] == "pending" else {
                return reply.json["status"] == "completed" ? 1 : 0
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// There is an event for each change, no more and no less.
    private func countMessage(_ step: Int, by port: Int) async throws -> Int {
        let path = "/api/v1/sessions/\(list(step))/messages/\(id(step))"
        let message = try await WireClient.send(
            port, "GET", path
        ).json
        guard let sequence = message["sequence"]?.intValue else { return 0 }
        var (_, events) = try await WireClient.events(port, path + "/stream")
        for number in 1...sequence {
            let event = try await events.next(withPings: true)
            guard event?.json["sequence"] == .integer(number) else { return -1 }
        }
        if message["is_complete"] == true, try await events.next() != nil { return -1 }
        return message["text"]?.stringValue?.count ?? -1
    }

    /// Lets all that waits be handed over, and counts in what was.
    private func handedOver(
        of steps: Set<Int>, by witness: ServiceInstance
    ) async throws -> [Int: Int] {
        let log = work == .messages ? "absorbed.jsonl" : "chats.jsonl"
        for list in Set(steps.map(list)) {
            let isEmpty =
                work == .messages
                ? try await absorb(list, by: witness.port)
                : try await flush(list, by: witness.port)
            guard isEmpty else { return Dictionary(uniqueKeysWithValues: steps.map { ($0, -1) }) }
        }
        let text = (try? witness.text(ofFile: log)) ?? ""
        var counts: [Int: Int] = [:]
        for part in text.components(separatedBy: "\(tag)#").dropFirst() {
            counts[Int(part.prefix { $0 != "." }) ?? -1, default: 0] += 1
        }
        return counts
    }

    /// Hands over a user's messages; returns whether that has worked.
    private func absorb(_ user: String, by port: Int) async throws -> Bool {
        let reply = try await WireClient.send(
            port, "POST", "/api/v1/users/\(user)/absorb", ["force": true])
        return reply.json["outcome"] == "absorbed" || reply.json["outcome"] == "not_ready"
    }

    /// Hands over a chat; returns whether that has worked.
    private func flush(_ chat: String, by port: Int) async throws -> Bool {
        try await WireClient.send(
            port, "POST", "/api/v1/chat/\(chat)/_/a/flush"
        ).status == 200
    }
}
