import ConformanceKit

/// Makes what several clients do in turn.
struct ConversationMaker {
    private let templates: [CallTemplate]
    private let feeding: [CallTemplate]
    private var vocabulary: Vocabulary
    /// Whether some are made to wait by CLIENT PAUSE.
    private let isPausing: Bool
    /// The clients that may be in a transaction.
    private var queuing: Set<Int> = []

    /// Prepares conversations in a protocol.
    ///
    /// - Throws: What is wrong with a template.
    init(_ version: SpokenProtocol, seed: UInt64) throws {
        vocabulary = Vocabulary(seed: seed)
        isPausing = vocabulary.happens(onceIn: 4)
        let ending =
            isPausing ? ConversationTemplates.pausing : ConversationTemplates.unblocking
        feeding = Self.spread(
            try TemplateReader.templates(ConversationTemplates.feeding + "\n" + ending))
        let tracking = version == .resp3 ? ConversationTemplates.tracking : ""
        let texts = [ConversationTemplates.waiting, tracking].joined(separator: "\n")
        templates = Self.spread(try TemplateReader.templates(texts)) + feeding
    }

    private static func spread(_ templates: [CallTemplate]) -> [CallTemplate] {
        templates.flatMap { Array(repeating: $0, count: $0.weight) }
    }

    /// Makes so many calls. The last client never waits, so that the others get something.
    mutating func steps(_ count: Int) -> [FuzzStep] {
        (0..<count).map { _ in
            let last = ConversationNames.all.count - 1
            let connection = vocabulary.random.below(last + 2)
            let own = connection < last ? templates : feeding
            return FuzzStep([call(from: own, on: min(connection, last))])
        }
    }

    private mutating func call(from own: [CallTemplate], on connection: Int) -> FuzzCall {
        while true {
            var call = own[vocabulary.random.below(own.count)].step(&vocabulary).calls[0]
            // EXEC compares to the byte what it runs.
            if call.rule != .exact, queuing.contains(connection) { continue }
            // In one message or in several: real Redis goes by the turns of its loop.
            if isPausing, call.words.contains(Array("BCAST".utf8)) { continue }
            if call.name == "MULTI" { queuing.insert(connection) }
            if ["EXEC", "DISCARD", "RESET"].contains(call.name) { queuing.remove(connection) }
            call.connection = connection
            return call
        }
    }
}
