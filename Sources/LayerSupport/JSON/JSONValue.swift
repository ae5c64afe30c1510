/// A value of JSON that loses nothing of what a Python program wrote: objects keep the order of their
/// members, and numbers their digits.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number as its text: `1` and `1.0` are an integer and a float to Python.
    case number(String)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Names and values in order.
    case object(JSONObject)
}

extension JSONValue {
    /// Makes a number that Python reads as a float.
    public static func float(_ value: Double) -> JSONValue { .number(value.pythonRepresentation) }

    /// Makes a number that Python reads as an integer.
    public static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

    /// The number, whether float or integer; else nil.
    public var doubleValue: Double? {
        switch self {
        case .number("NaN"): .nan
        case .number("Infinity"): .infinity
        case .number("-Infinity"): -.infinity
        case .number(let text): Double(text)
        default: nil
        }
    }

    /// The integer, also where it is a float without a fraction; else nil.
    public var intValue: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// The string; else nil.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value; else nil.
    public var boolValue: Bool? {
        if case .boolean(let isTrue) = self { isTrue } else { nil }
    }

    /// The elements of an array; else nil.
    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The object; else nil.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }
}

/// The members of an object in their order, as a dictionary of Python has it: who is set again keeps
/// its place.
public struct JSONObject: Hashable, Sendable {
    /// A name with its value.
    public struct Member: Hashable, Sendable {
        /// What the value is found by.
        public let name: String
        /// What belongs to the name.
        public var value: JSONValue
    }

    /// Names and values in order; each name is there once.
    public private(set) var members: [Member] = []

    /// Makes an object without members.
    public init() {}

    /// Makes an object of members, of which the last of a name counts, at the place of the first. Takes
    /// no longer for each if there are many: strangers write as many as they like.
    init(lastOf all: [Member]) {
        var places: [String: Int] = [:]
        for member in all {
            if let place = places[member.name] {
                members[place].value = member.value
            } else {
                places[member.name] = members.count
                members.append(member)
            }
        }
    }

    /// The value of a name; nil if there is none. Takes time for each member: documents have few.
    public subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object of names and values, in their order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (name, value) in elements { self[name] = value }
    }
}
