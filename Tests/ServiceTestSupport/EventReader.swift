internal import Foundation
package import LayerSupport

/// A stream of events that a client reads.
package struct EventReader {
    package let client: WireClient
    private var text = ""

    /// Begins to read, behind the head of the answer.
    package init(_ client: WireClient) {
        self.client = client
    }

    /// An event as it comes.
    package struct Event: Hashable, Sendable {
        package var id: String?
        package var name = ""
        package var data = ""

        package var json: JSONValue { (try? JSONValue(parsing: data)) ?? .null }
    }

    /// Reads the next event that says something; nil at the end.
    package mutating func next(withPings: Bool = false) async throws -> Event? {
        while true {
            if let end = text.range(of: "\n\n") {
                let lines = text[..<end.lowerBound].split(separator: "\n")
                text.removeSubrange(..<end.upperBound)
                var event = Event()
                for line in lines {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
                    switch parts[0] {
                    case "id": event.id = String(value)
                    case "event": event.name = String(value)
                    case "data": event.data += event.data.isEmpty ? value : "\n" + value
                    default: continue
                    }
                }
                if event.name.isEmpty || event.name == "PING" && !withPings { continue }
                return event
            }
            guard let chunk = try await client.readChunk() else { return nil }
            text += String(decoding: chunk, as: UTF8.self)
        }
    }
}
