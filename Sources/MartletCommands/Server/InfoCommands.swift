import MartletEngine

/// What tells of the server's state.
enum InfoCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.info, summary: "Tells of the server's state, by sections.", run: info)
    ]

    /// Replies with a text: a headline for each section, and a line for each field.
    static func info(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var info = Info(call.host.facts)
        for section in InfoSection.asked(by: arguments) { info.append(section, &call) }
        reply.verbatim(info.text.span)
    }
}

/// A part of what INFO tells, in the order in which it tells them.
enum InfoSection: String, CaseIterable {
    case server
    case clients
    case memory
    case persistence
    case stats
    case replication
    case cpu
    case modules
    case commandstats
    case errorstats
    case latencystats
    case cluster
    case keyspace

    /// Whether INFO tells it when it isn't asked for more than usual.
    private var isUsual: Bool { self != .commandstats && self != .latencystats }

    /// The sections that the arguments of INFO name; names that there aren't are passed over.
    static func asked(by arguments: Arguments) -> [InfoSection] {
        guard arguments.count > 1 else { return allCases.filter(\.isUsual) }
        var asked: Set<InfoSection> = []
        var names = arguments.cursor(from: 1)
        while let name = names.next() {
            switch String(copying: name).lowercased() {
            case "all", "everything": asked.formUnion(allCases)
            case "default": asked.formUnion(allCases.filter(\.isUsual))
            case let name:
                if let section = InfoSection(rawValue: name) { asked.insert(section) }
            }
        }
        return allCases.filter(asked.contains)
    }
}
