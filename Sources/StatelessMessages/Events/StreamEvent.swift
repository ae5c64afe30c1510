public import LayerSupport
import MartletClient

/// Something that happened to a message.
public struct StreamEvent: Hashable, Sendable {
    /// What a subscriber goes on behind; nil for a ping, which no stream has.
    public let id: String?
    /// What it tells.
    public let type: EventType
    /// The message that it happened to.
    public let messageID: String
    /// The session that the message belongs to.
    public let sessionID: String
    /// The number of the event, which are counted from 1.
    public let sequence: Int
    /// What there is to say of it.
    public let payload: JSONObject
    /// When it happened: ISO 8601, in UTC.
    public let timestamp: String
    /// The event as a Server-Sent Event: `id`, `event`, `data` and an empty line. A ping has no id, so
    /// that a browser goes on behind the event before it. It is written once for all subscribers.
    public let serverSentEvent: String
    /// The id as a place in the stream.
    let place: EventID?

    init(
        id: String?, type: EventType, messageID: String, sessionID: String, sequence: Int,
        payload: JSONObject, timestamp: String
    ) {
        self.id = id
        self.type = type
        self.messageID = messageID
        self.sessionID = sessionID
        self.sequence = sequence
        self.payload = payload
        self.timestamp = timestamp
        place = id.flatMap(EventID.init)
        let json = Self.json(type, messageID, sessionID, sequence, payload, timestamp)
        let line = id.map { "id: \($0)\n" } ?? ""
        let data = JSONValue.object(json).text(.compact)
        serverSentEvent = "\(line)event: \(type.rawValue)\ndata: \(data)\n\n"
    }

    /// The message as a whole, if the event is no change but tells how the message is at its id: what
    /// came before isn't kept any longer. A reader forgets all and begins with this.
    public var snapshot: JSONObject? { payload[MessageSnapshot.payloadName]?.object }
}

/// What a program sends a browser.
extension StreamEvent {
    /// The event as an object of JSON.
    public var json: JSONObject {
        Self.json(type, messageID, sessionID, sequence, payload, timestamp)
    }

    private static func json(
        _ type: EventType, _ messageID: String, _ sessionID: String, _ sequence: Int,
        _ payload: JSONObject, _ timestamp: String
    ) -> JSONObject {
        [
            "event_type": .string(type.rawValue), "message_id": .string(messageID),
            "session_id": .string(sessionID), "sequence": .integer(sequence),
            "payload": .object(payload), "timestamp": .string(timestamp),
        ]
    }
}

extension StreamEvent {
    /// Reads an entry of a stream; nil if it is no event.
    init?(_ entry: RedisStreamEntry) {
        guard let type = entry["event_type"].flatMap(EventType.init) else { return nil }
        let payload = entry["payload"].flatMap { try? JSONValue(parsing: $0) }
        self.init(
            id: entry.id, type: type, messageID: entry["message_id"] ?? "",
            sessionID: entry["session_id"] ?? "",
            sequence: entry["sequence"].flatMap(Int.init) ?? 0,
            payload: payload?.object ?? [:], timestamp: entry["timestamp"] ?? "")
    }

    /// Makes the event that nothing happened.
    static func ping(_ place: MessagePlace, sequence: Int, at time: String) -> StreamEvent {
        StreamEvent(
            id: nil, type: .ping, messageID: place.messageID, sessionID: place.sessionID,
            sequence: sequence, payload: [:], timestamp: time)
    }

    /// Makes the event that tells how a message is behind an entry of its stream.
    static func snapshot(_ snapshot: MessageSnapshot, at id: EventID) -> StreamEvent {
        StreamEvent(
            id: id.description, type: .messageStart, messageID: snapshot.messageID,
            sessionID: snapshot.sessionID, sequence: snapshot.sequence,
            payload: snapshot.payload, timestamp: snapshot.updatedAt)
    }
}
