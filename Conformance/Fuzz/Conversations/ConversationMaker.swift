import ConformanceKit

/// Makes what several clients do in turn.
struct ConversationMaker {
    private let templates: [CallTemplate]
    private let feeding: [CallTemplate]
    private var vocabulary: Vocabulary

    /// Prepares conversations in a protocol.
    ///
    /// - Throws: What is wrong with a template.
    init(_ version: SpokenProtocol, seed: UInt64) throws {
        vocabulary = Vocabulary(seed: seed)
        feeding = Self.spread(try TemplateReader.templates(ConversationTemplates.feeding))
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
            let last = ConversationPair.names.count - 1
            let connection = vocabulary.random.below(last + 2)
            let own = connection < last ? templates : feeding
            var call = own[vocabulary.random.below(own.count)].step(&vocabulary).calls[0]
            call.connection = min(connection, last)
            return FuzzStep([call])
        }
    }
}
