/// To and from texts.
extension JSONValue {
    /// Reads a JSON text.
    ///
    /// - Throws: ``JSONParser/Failure``.
    public init(parsing text: some StringProtocol) throws(JSONParser.Failure) {
        self = try JSONParser.value(of: Array(text.utf8))
    }

    /// Returns the value as a JSON text.
    ///
    /// - Parameter isASCII: `ensure_ascii`: whether other characters are written as `\uXXXX`.
    public func text(_ style: JSONWriter.Style = .spaced, isASCII: Bool = false) -> String {
        String(
            decoding: JSONWriter.bytes(of: self, style: style, isASCII: isASCII), as: UTF8.self)
    }

    /// The value of a name; nil if this is no object, or has no such name.
    public subscript(name: String) -> JSONValue? { object?[name] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Makes a text.
    public init(stringLiteral text: String) { self = .string(text) }

    /// Makes an integer.
    public init(integerLiteral number: Int) { self = .integer(number) }

    /// Makes a float.
    public init(floatLiteral number: Double) { self = .float(number) }

    /// Makes a truth value.
    public init(booleanLiteral isTrue: Bool) { self = .boolean(isTrue) }

    /// Makes `null`.
    public init(nilLiteral: ()) { self = .null }

    /// Makes an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Makes an object, whose members keep their order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        var object = JSONObject()
        for (name, value) in elements { object[name] = value }
        self = .object(object)
    }
}
