import MartletEngine

/// Reads replies of one type where they were written.
extension Martlet.Session {
    /// Shows the string at a key where it is stored, if there is one.
    @usableFromInline
    func showValue(of key: String, _ body: (Span<UInt8>) -> Void) throws(MartletError) {
        var failure: MartletError?
        try runGet(key.utf8.span, body) { reply in failure = MartletError(unlessNull: reply) }
        if let failure { throw failure }
    }

    /// Runs a command and returns its reply, an integer.
    func integer(_ write: (inout ArgumentList) -> Void) throws(MartletError) -> Int {
        var result = IntegerReply()
        try run(write) { reply in result.read(reply) }
        return try result.get()
    }

    /// Runs a command and returns its reply, an integer.
    func integer(
        _ name: StaticString, _ argument: Span<UInt8>
    ) throws(MartletError) -> Int {
        var result = IntegerReply()
        try run(name, argument) { reply in result.read(reply) }
        return try result.get()
    }

    /// Runs a command and returns its reply, an integer.
    func integer(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>
    ) throws(MartletError) -> Int {
        var result = IntegerReply()
        try run(name, first, second) { reply in result.read(reply) }
        return try result.get()
    }

    /// Runs a command and shows its reply, a string, if it isn't null.
    func bulk(
        _ name: StaticString, _ argument: Span<UInt8>, _ body: (Span<UInt8>) -> Void
    ) throws(MartletError) {
        var failure: MartletError?
        try run(name, argument) { reply in
            if !reply.withFirstBulk(body) { failure = MartletError(unlessNull: reply) }
        }
        if let failure { throw failure }
    }

    /// Runs a command and shows its reply, a string, if it isn't null.
    func bulk(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>,
        _ body: (Span<UInt8>) -> Void
    ) throws(MartletError) {
        var failure: MartletError?
        try run(name, first, second) { reply in
            if !reply.withFirstBulk(body) { failure = MartletError(unlessNull: reply) }
        }
        if let failure { throw failure }
    }

    /// Runs a command on elements of a key's value and returns its reply, an integer; 0 without
    /// elements.
    func count(
        _ name: StaticString, in key: String, _ elements: [String]
    ) throws(MartletError) -> Int {
        guard elements.count != 1 else {
            return try integer(name, key.utf8.span, elements[0].utf8.span)
        }
        guard !elements.isEmpty else { return 0 }
        return try integer { list in
            list.append("\(name)", key)
            for element in elements { list.append(element) }
        }
    }

    /// Runs a command on keys and returns its reply, an integer; 0 without keys.
    func count(_ name: String, _ keys: [String]) throws(MartletError) -> Int {
        guard !keys.isEmpty else { return 0 }
        return try integer { list in
            list.append(name)
            for key in keys { list.append(key) }
        }
    }

    /// Runs a command and returns whether it replied with a status, rather than null.
    func status(_ write: (inout ArgumentList) -> Void) throws(MartletError) -> Bool {
        var result = StatusReply()
        try run(write) { reply in result.read(reply) }
        return try result.get()
    }

    /// Runs a command and returns whether it replied with a status, rather than null.
    func status(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>
    ) throws(MartletError) -> Bool {
        var result = StatusReply()
        try run(name, first, second) { reply in result.read(reply) }
        return try result.get()
    }
}

/// What was read of a reply that is an integer.
private struct IntegerReply {
    private var value = 0
    private var failure: MartletError?

    mutating func read(_ reply: borrowing ReplyWriter) {
        if let integer = reply.firstInteger {
            value = integer
        } else {
            failure = MartletError(unlessNull: reply) ?? .unexpected("null")
        }
    }

    func get() throws(MartletError) -> Int {
        if let failure { throw failure }
        return value
    }
}

/// What was read of a reply that is a status or null.
private struct StatusReply {
    private var isStatus = false
    private var failure: MartletError?

    mutating func read(_ reply: borrowing ReplyWriter) {
        isStatus = reply.firstType == UInt8(ascii: "+")
        if !isStatus { failure = MartletError(unlessNull: reply) }
    }

    func get() throws(MartletError) -> Bool {
        if let failure { throw failure }
        return isStatus
    }
}

extension MartletError {
    /// Makes the error of a reply that was not of the type that was expected; nil if it is null, or
    /// if the client wants no reply.
    @inline(never) init?(unlessNull reply: borrowing ReplyWriter) {
        let line = String(repairing: reply.firstLine)
        switch reply.firstType {
        case nil, UInt8(ascii: "_"): return nil
        case UInt8(ascii: "$"), UInt8(ascii: "*"):
            if line == "-1" { return nil }
            self = .unexpected("a string or an array")
        case UInt8(ascii: "-"): self.init(reply: line)
        default: self = .unexpected(line)
        }
    }
}

extension ArgumentList {
    /// Appends texts.
    mutating func append(_ texts: String...) {
        for text in texts { append(text.utf8.span) }
    }
}

extension String {
    /// Makes a string of bytes that should be UTF-8; those that aren't are replaced.
    @inline(__always) init(repairing bytes: Span<UInt8>) {
        if let text = try? UTF8Span(validating: bytes) {
            self.init(copying: text)
        } else {
            self.init(copying: bytes)
        }
    }
}
