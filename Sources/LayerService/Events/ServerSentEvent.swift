/// An event as a browser's `EventSource` reads it.
struct ServerSentEvent: Hashable, Sendable {
    /// What the client says if it wants what comes next; nil if it can't go on from here.
    var id: String?
    /// What kind it is.
    var name: String
    /// What it says, in JSON.
    var data: String

    init(id: String? = nil, name: String, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// A sign of life.
    static let ping = ServerSentEvent(name: "PING", data: "{}")

    /// The lines that are sent. A line break in the data begins a line of its own, one in a name or an
    /// id is left out: nobody may add lines.
    var text: String {
        var text = ""
        if let id { text += "id: \(Self.line(id))\n" }
        text += "event: \(Self.line(name))\n"
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: Self.isBreak) {
            text += "data: \(line)\n"
        }
        return text + "\n"
    }

    private static func line(_ text: String) -> String {
        String(text.filter { !isBreak($0) && $0 != "\0" })
    }

    private static func isBreak(_ character: Character) -> Bool {
        character == "\n" || character == "\r" || character == "\r\n"
    }
}
