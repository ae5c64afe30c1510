import LayerSupport
import MartletClient

/// The blocks of a message, as the field of its hash has them. What isn't understood stays as it is.
struct BlockList: Hashable, Sendable {
    private(set) var elements: [JSONValue]
    /// The field as it was read: what a change depends on. Nil once it differs, or if there was none.
    private var readText: String?

    init() {
        elements = []
        readText = "[]"
    }

    init(_ key: String, _ text: String?) throws(MessagesError) {
        readText = text
        guard let elements = text.map({ (try? JSONValue(parsing: $0))?.elements }) ?? [] else {
            throw .unreadable(key, "has no array as content_blocks")
        }
        self.elements = elements
    }

    /// The field's text.
    var text: String { readText ?? JSONValue.array(elements).pythonText }

    /// What a script compares the field by.
    var digest: String { ScriptDigest.hex(of: text) }

    var blocks: [ContentBlock] { elements.compactMap(ContentBlock.init) }

    mutating func append(_ block: ContentBlock) {
        elements.append(.object(block.json))
        readText = nil
    }

    /// Puts a block in the place of the one with its id, or takes it out if nil; returns whether there
    /// is one.
    mutating func replace(_ id: String, by block: ContentBlock?) -> Bool {
        let place = elements.firstIndex { $0["content_id"]?.stringValue == id }
        guard let place else { return false }
        if let block {
            elements[place] = .object(block.json)
        } else {
            elements.remove(at: place)
        }
        readText = nil
        return true
    }
}
