public import LayerSupport
import Foundation

/// A piece of a message besides its text: an image, code, a file, ….
///
///     .image(url: "https://example.org/a.png", caption: "A cat", width: 640, height: 480)
///     .code("print(1)", language: "python")
///     .json(["rows": 3])
public struct ContentBlock: Hashable, Sendable {
    /// Where what the block says is.
    public enum Source: Hashable, Sendable {
        /// Here: a text, or bytes in base64, as the kind says.
        case inline(String)
        /// At an address.
        case url(String)
        /// In a key of its own, since it has so many characters: ``Message/contentBlock(_:)`` loads it.
        case reference(characters: Int)
        /// Nowhere yet: a task is to bring it.
        case placeholder(taskID: String)
    }

    /// What the block is found by.
    public internal(set) var id: String
    /// What it is.
    public let kind: ContentKind
    /// Where what it says is.
    public internal(set) var source: Source
    /// What else there is to say of it, such as `caption`, `width`, `height`, `language`.
    public var metadata: JSONObject

    /// Makes a block.
    ///
    /// - Parameter id: A new one by default.
    public init(
        _ kind: ContentKind, _ source: Source, metadata: JSONObject = [:], id: String = newID()
    ) {
        self.id = id
        self.kind = kind
        self.source = source
        self.metadata = metadata
    }

    /// Makes a block of a text, or of bytes in base64.
    public init(
        _ kind: ContentKind, _ data: String, metadata: JSONObject = [:], id: String = newID()
    ) {
        self.init(kind, .inline(data), metadata: metadata, id: id)
    }

    /// Returns an id that nothing else has.
    public static func newID() -> String { UUID().uuidString.lowercased() }

    /// What the block says: a text, or bytes in base64; nil if that is not here.
    public var data: String? {
        if case .inline(let data) = source { data } else { nil }
    }

    /// Whether a task is to bring what the block says.
    public var isPlaceholder: Bool {
        if case .placeholder = source { true } else { false }
    }

    /// Whether what the block says is in a key of its own, and not loaded.
    public var isReference: Bool {
        if case .reference = source { true } else { false }
    }
}

/// Blocks of the ten kinds.
extension ContentBlock {
    /// Makes a text.
    public static func text(_ text: String) -> ContentBlock { ContentBlock(.text, text) }

    /// Makes a text in Markdown.
    public static func markdown(_ text: String) -> ContentBlock { ContentBlock(.markdown, text) }

    /// Makes a text in HTML.
    public static func html(_ text: String) -> ContentBlock { ContentBlock(.html, text) }

    /// Makes what a model thinks before it speaks.
    public static func thinking(_ text: String) -> ContentBlock { ContentBlock(.thinking, text) }

    /// Makes a program's text.
    public static func code(_ text: String, language: String? = nil) -> ContentBlock {
        ContentBlock(.code, text, metadata: object(["language": .optional(language)]))
    }

    /// Makes a value of JSON.
    public static func json(_ value: JSONValue) -> ContentBlock {
        ContentBlock(.json, value.text(.compact))
    }

    /// Makes an image at an address.
    public static func image(
        url: String, caption: String? = nil, width: Int? = nil, height: Int? = nil
    ) -> ContentBlock {
        ContentBlock(.image, .url(url), metadata: picture(caption, width, height))
    }

    /// Makes an image of its bytes.
    public static func image(
        _ bytes: [UInt8], caption: String? = nil, width: Int? = nil, height: Int? = nil
    ) -> ContentBlock {
        ContentBlock(.image, base64(bytes), metadata: picture(caption, width, height))
    }

    /// Makes a sound, a film, a file, or whatever else is at an address.
    public static func link(
        _ kind: ContentKind, url: String, name: String? = nil, mediaType: String? = nil
    ) -> ContentBlock {
        ContentBlock(kind, .url(url), metadata: named(name, mediaType))
    }

    /// Makes a sound, a film, a file, or whatever else has bytes.
    public static func binary(
        _ kind: ContentKind, _ bytes: [UInt8], name: String? = nil, mediaType: String? = nil
    ) -> ContentBlock {
        ContentBlock(kind, base64(bytes), metadata: named(name, mediaType))
    }

    /// The bytes of data in base64; nil if that is not here, or no base64.
    public var bytes: [UInt8]? {
        data.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static func picture(_ caption: String?, _ width: Int?, _ height: Int?) -> JSONObject {
        object([
            "caption": .optional(caption), "width": .optional(width), "height": .optional(height),
        ])
    }

    private static func named(_ name: String?, _ mediaType: String?) -> JSONObject {
        object(["name": .optional(name), "media_type": .optional(mediaType)])
    }

    /// Returns the members of an object that aren't null.
    private static func object(_ object: JSONObject) -> JSONObject {
        var object = object
        for member in object.members where member.value == .null { object[member.name] = nil }
        return object
    }
}

extension JSONValue {
    /// Makes a text, null for nil.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// Makes an integer, null for nil.
    static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
}
