import Martlet

/// Reads a reply as what the caller expects, whichever protocol it came in.
extension RESPValue {
    /// The integer, also where it is a string's digits; else nil.
    public var intValue: Int? {
        switch self {
        case .integer(let number): Int(exactly: number)
        case .boolean(let isTrue): isTrue ? 1 : 0
        case .bulkString, .simpleString: text.flatMap { Int($0) }
        default: nil
        }
    }

    /// The floating-point number, also where it is an integer or a string's digits; else nil.
    public var doubleValue: Double? {
        switch self {
        case .double(let number): number
        case .integer(let number): Double(number)
        default: text.flatMap { Double($0) }
        }
    }

    /// The pairs of a map, also where they are the elements of an array in turn; else nil.
    public var pairs: [Pair]? {
        if case .map(let pairs) = self { return pairs }
        guard let elements, elements.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: elements.count, by: 2).map { index in
            Pair(key: elements[index], value: elements[index + 1])
        }
    }

    /// Whether there is no value: null of any kind.
    public var isNull: Bool { self == .null || self == .nullArray }

    /// The error, if the server replied with one.
    public var error: RedisError? { errorText.map { RedisError(reply: $0) } }

    /// Returns the reply.
    ///
    /// - Throws: ``RedisError`` if it is an error.
    @discardableResult
    public func get() throws(RedisError) -> RESPValue {
        if case .error(let text) = self { throw RedisError(reply: text) }
        return self
    }
}

extension RESPValue {
    func integer() throws(RedisError) -> Int {
        guard let number = try get().intValue else { throw .unexpected(self) }
        return number
    }

    func number() throws(RedisError) -> Double {
        guard let number = try get().doubleValue else { throw .unexpected(self) }
        return number
    }

    func string() throws(RedisError) -> String {
        guard let text = try get().text else { throw .unexpected(self) }
        return text
    }

    /// Returns the string's bytes; nil for null.
    func optionalBytes() throws(RedisError) -> [UInt8]? {
        if let bytes = try get().bytes { return bytes }
        guard isNull else { throw .unexpected(self) }
        return nil
    }

    /// Returns the text; nil for null.
    func optionalString() throws(RedisError) -> String? {
        try optionalBytes().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the elements; none for null.
    func list() throws(RedisError) -> [RESPValue] {
        if let elements = try get().elements { return elements }
        guard isNull else { throw .unexpected(self) }
        return []
    }

    func strings() throws(RedisError) -> [String] {
        try list().map { (element) throws(RedisError) in try element.string() }
    }

    func optionalStrings() throws(RedisError) -> [String?] {
        try list().map { (element) throws(RedisError) in try element.optionalString() }
    }
}
