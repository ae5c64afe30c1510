import Foundation

/// One entry of `COMMAND INFO`, which is an array of ten.
struct InfoReply: Decodable {
    let name: String
    let arity: Int
    let flags: [String]
    let keys: [Int]
    let categories: [String]
    let tips: [String]
    let keySpecs: [KeySpecReply]
    let subcommands: [InfoReply]

    init(from decoder: any Decoder) throws {
        var fields = try decoder.unkeyedContainer()
        name = try fields.decode(String.self)
        arity = try fields.decode(Int.self)
        flags = try fields.decode([String].self)
        keys = try [
            fields.decode(Int.self), fields.decode(Int.self), fields.decode(Int.self),
        ]
        categories = try fields.decode([String].self)
        tips = try fields.decode([String].self)
        keySpecs = try fields.decode([KeySpecReply].self)
        subcommands = try fields.decode([InfoReply].self)
    }
}

/// A key spec in `COMMAND INFO`.
struct KeySpecReply: Decodable {
    struct Search: Decodable {
        struct Parameters: Decodable {
            var index: Int?
            var keyword: String?
            var startfrom: Int?
            var lastkey: Int?
            var keystep: Int?
            var limit: Int?
            var keynumidx: Int?
            var firstkey: Int?
        }

        let type: String
        let spec: Parameters
    }

    let notes: String?
    let flags: [String]
    let beginSearch: Search
    let findKeys: Search

    enum CodingKeys: String, CodingKey {
        case notes
        case flags
        case beginSearch = "begin_search"
        case findKeys = "find_keys"
    }
}

/// The documentation of a command in `COMMAND DOCS`.
struct DocsReply: Decodable {
    let since: String
    let group: String
    let complexity: String?
    let flags: [String]?
    let deprecatedSince: String?
    let replacedBy: String?
    let history: [[String]]?
    let arguments: [ArgumentReply]?
    let subcommands: [String: DocsReply]?

    enum CodingKeys: String, CodingKey {
        case since
        case group
        case complexity
        case flags = "doc_flags"
        case deprecatedSince = "deprecated_since"
        case replacedBy = "replaced_by"
        case history
        case arguments
        case subcommands
    }
}

/// An argument in `COMMAND DOCS`.
struct ArgumentReply: Decodable {
    let name: String
    let type: String
    let displayText: String?
    let keySpec: Int?
    let token: String?
    let since: String?
    let deprecatedSince: String?
    let flags: [String]?
    let arguments: [ArgumentReply]?

    enum CodingKeys: String, CodingKey {
        case name
        case type
        case displayText = "display_text"
        case keySpec = "key_spec_index"
        case token
        case since
        case deprecatedSince = "deprecated_since"
        case flags
        case arguments
    }
}
