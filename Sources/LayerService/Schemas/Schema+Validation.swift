import LayerSupport

extension Schema {
    /// Where a value isn't what it has to be, and why.
    struct Mismatch: Error, Hashable, Sendable {
        /// The path of the field, such as `images[2].name`; empty for the whole.
        let field: String
        let reason: String
    }

    /// Checks a value.
    ///
    /// - Parameter field: What the value is called.
    /// - Throws: ``Mismatch`` that names the first field that is wrong.
    func check(_ value: JSONValue, at field: String = "") throws(Mismatch) {
        func fail(_ reason: String) -> Mismatch { Mismatch(field: field, reason: reason) }
        switch self {
        case .any: try Self.checkNumbers(of: value, at: field)
        case .boolean:
            guard value.boolValue != nil else { throw fail("this has to be true or false") }
        case .text(let lengths):
            guard let text = value.stringValue else { throw fail("this has to be a text") }
            guard lengths.contains(text.unicodeScalars.count) else {
                throw fail(Self.told(lengths, "a text has", "characters"))
            }
        case .id(let lengths):
            try Schema.text(lengths).check(value, at: field)
            let scalars = value.stringValue?.unicodeScalars
            if scalars?.contains(where: { $0.properties.generalCategory == .control }) == true {
                throw fail("there may be no control characters")
            }
        case .choice(let texts):
            guard let text = value.stringValue, texts.contains(text) else {
                throw fail("this has to be one of \(texts.joined(separator: ", "))")
            }
        case .integer(let range):
            guard let number = value.intValue else { throw fail("this has to be a whole number") }
            guard range.contains(number) else { throw fail(Self.told(range, "this has to be", "")) }
        case .number(let range):
            guard let number = value.doubleValue, number.isFinite else {
                throw fail("this has to be a number")
            }
            guard range.contains(number) else {
                throw fail("this has to be from \(range.lowerBound) to \(range.upperBound)")
            }
        case .array(let schema, let most):
            guard let elements = value.elements else { throw fail("this has to be an array") }
            guard elements.count <= most else { throw fail("there may be \(most) at most") }
            for (index, element) in elements.enumerated() {
                try schema.check(element, at: "\(field)[\(index)]")
            }
        case .object(let properties): try Self.check(value, properties, field)
        case .map(let schema):
            guard let object = value.object else { throw fail("this has to be an object") }
            for member in object.members {
                try schema.check(member.value, at: Self.path(field, member.name))
            }
        case .optional(let schema):
            if value != .null { try schema.check(value, at: field) }
        case .named(_, let schema): try schema.check(value, at: field)
        }
    }

    private static func check(
        _ value: JSONValue, _ properties: [Property], _ field: String
    ) throws(Mismatch) {
        guard let object = value.object else {
            throw Mismatch(field: field, reason: "this has to be an object")
        }
        let unknown = object.members.first { member in
            !properties.contains { $0.name == member.name }
        }
        if let unknown {
            throw Mismatch(field: path(field, unknown.name), reason: "there is no such field")
        }
        for property in properties {
            let field = path(field, property.name)
            guard let value = object[property.name] else {
                if property.isRequired { throw Mismatch(field: field, reason: "this is missing") }
                continue
            }
            try property.schema.check(value, at: field)
        }
    }

    /// Refuses what Python takes for numbers and JSON doesn't: a browser couldn't read it back.
    private static func checkNumbers(of value: JSONValue, at field: String) throws(Mismatch) {
        switch value {
        case .number(let text) where text.hasSuffix("N") || text.hasSuffix("y"):
            throw Mismatch(field: field, reason: "JSON has no number \(text)")
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                try checkNumbers(of: element, at: "\(field)[\(index)]")
            }
        case .object(let object):
            for member in object.members {
                try checkNumbers(of: member.value, at: path(field, member.name))
            }
        default: break
        }
    }

    /// What a field is called; a name that is longer than any that there is is cut.
    private static func path(_ field: String, _ name: String) -> String {
        let name = String(name.prefix(64))
        return field.isEmpty ? name : "\(field).\(name)"
    }

    private static func told(_ range: ClosedRange<Int>, _ what: String, _ unit: String) -> String {
        let text =
            range.upperBound == Int.max
            ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
        return unit.isEmpty ? "\(what) \(text)" : "\(what) \(text) \(unit)"
    }
}
