extension ReplyParser {
    /// Reads on until a value is finished; nil when more bytes are needed.
    mutating func step() throws(ReplyParserError) -> RESPValue? {
        while true {
            if case .bulk(let length, let verbatim) = state {
                return try bulk(length: length, verbatim: verbatim)
            }
            guard let line = try nextLine() else { return nil }
            if let value = try read(line) { return value }
        }
    }

    /// Returns the range of the next line without its end, and moves behind it.
    private mutating func nextLine() throws(ReplyParserError) -> Range<Int>? {
        scanned = max(scanned, position)
        while scanned < buffer.count {
            if buffer[scanned] == UInt8(ascii: "\n"), scanned > position,
                buffer[scanned - 1] == UInt8(ascii: "\r")
            {
                let line = position..<(scanned - 1)
                position = scanned + 1
                guard line.count <= limits.lineLength else { throw .lineTooLong }
                return line
            }
            scanned += 1
        }
        guard buffer.count - position <= limits.lineLength else { throw .lineTooLong }
        // A wrong first byte is told at once: its line may never end.
        if position < buffer.count, !Self.types.contains(buffer[position]) {
            throw .unknownType(buffer[position])
        }
        return nil
    }

    private static let types = Array("+-:$*,#%~>=(|_".utf8)

    /// Reads a line; returns its value, or nil where it only begins one.
    private mutating func read(_ line: Range<Int>) throws(ReplyParserError) -> RESPValue? {
        guard let type = buffer[line].first else { throw .malformed(line: "") }
        let rest = buffer[line.dropFirst()]
        switch type {
        case UInt8(ascii: "+"): return .simpleString(String(decoding: rest, as: UTF8.self))
        case UInt8(ascii: "-"): return .error(String(decoding: rest, as: UTF8.self))
        case UInt8(ascii: ":"): return .integer(try integer(rest, of: line))
        case UInt8(ascii: "$"): return try beginBulk(try integer(rest, of: line), verbatim: false)
        case UInt8(ascii: "="): return try beginBulk(try integer(rest, of: line), verbatim: true)
        case UInt8(ascii: "*"):
            let count = try integer(rest, of: line)
            return count == -1 ? .nullArray : try begin(.array, count: count, perElement: 1)
        case UInt8(ascii: "~"):
            return try begin(.set, count: try integer(rest, of: line), perElement: 1)
        case UInt8(ascii: ">"):
            return try begin(.push, count: try integer(rest, of: line), perElement: 1)
        case UInt8(ascii: "%"):
            return try begin(.map, count: try integer(rest, of: line), perElement: 2)
        case UInt8(ascii: "|"):
            return try begin(.attribute, count: try integer(rest, of: line), perElement: 2)
        case UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "("):
            return try scalar(type, rest, of: line)
        default: throw .unknownType(type)
        }
    }

    private func scalar(
        _ type: UInt8, _ rest: ArraySlice<UInt8>, of line: Range<Int>
    ) throws(ReplyParserError) -> RESPValue {
        let text = String(decoding: rest, as: UTF8.self)
        switch (type, text) {
        case (UInt8(ascii: "_"), ""): return .null
        case (UInt8(ascii: "#"), "t"): return .boolean(true)
        case (UInt8(ascii: "#"), "f"): return .boolean(false)
        case (UInt8(ascii: ","), "nan"), (UInt8(ascii: ","), "-nan"): return .double(.nan)
        case (UInt8(ascii: ","), _):
            guard let number = Double(text) else { throw malformed(line) }
            return .double(number)
        case (UInt8(ascii: "("), _):
            let digits = rest.first == UInt8(ascii: "-") ? rest.dropFirst() : rest
            let areDigits = digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard !digits.isEmpty, areDigits else { throw malformed(line) }
            return .bigNumber(text)
        default: throw malformed(line)
        }
    }

    private func integer(
        _ digits: ArraySlice<UInt8>, of line: Range<Int>
    ) throws(ReplyParserError) -> Int64 {
        guard let number = Int64(String(decoding: digits, as: UTF8.self)) else {
            throw malformed(line)
        }
        return number
    }

    private func malformed(_ line: Range<Int>) -> ReplyParserError {
        .malformed(line: String(decoding: buffer[line].prefix(128), as: UTF8.self))
    }

    private mutating func beginBulk(
        _ length: Int64, verbatim: Bool
    ) throws(ReplyParserError) -> RESPValue? {
        if length == -1, !verbatim { return .null }
        guard length >= (verbatim ? 4 : 0) else { throw .malformed(line: "\(length)") }
        guard length <= limits.stringLength else { throw .tooLarge(Int(length)) }
        state = .bulk(length: Int(length), verbatim: verbatim)
        return nil
    }

    private mutating func bulk(
        length: Int, verbatim: Bool
    ) throws(ReplyParserError) -> RESPValue? {
        let end = position + length
        guard buffer.count >= end + 2 else { return nil }
        guard buffer[end] == UInt8(ascii: "\r"), buffer[end + 1] == UInt8(ascii: "\n") else {
            throw .unterminatedBulk
        }
        let bytes = buffer[position..<end]
        position = end + 2
        state = .line
        guard verbatim else { return .bulkString(Array(bytes)) }
        return .verbatimString(
            format: String(decoding: bytes.prefix(3), as: UTF8.self),
            text: Array(bytes.dropFirst(4)))
    }

    private mutating func begin(
        _ kind: Frame.Kind, count: Int64, perElement: Int
    ) throws(ReplyParserError) -> RESPValue? {
        guard count >= 0 else { throw .malformed(line: "\(count)") }
        guard count <= limits.elementCount else { throw .tooLarge(Int(count)) }
        guard frames.count < limits.depth else { throw .tooDeep }
        var frame = Frame(kind: kind, remaining: Int(count) * perElement)
        guard count == 0 else {
            frames.append(frame)
            return nil
        }
        guard kind == .attribute else { return frame.value }
        frame.kind = .attributed
        frame.remaining = 1
        frames.append(frame)
        return nil
    }
}

extension ReplyParser.Frame {
    /// The value of a collection whose elements are all here.
    var value: RESPValue {
        switch kind {
        case .array: .array(elements)
        case .set: .set(elements)
        case .push: .push(elements)
        case .map: .map(pairs(elements[...]))
        case .attribute, .attributed:
            if let reply = elements.last {
                .attributed(reply, attributes: pairs(elements.dropLast()))
            } else {
                .map([])
            }
        }
    }

    private func pairs(_ elements: ArraySlice<RESPValue>) -> [RESPValue.Pair] {
        stride(from: elements.startIndex, to: elements.endIndex - 1, by: 2).map {
            RESPValue.Pair(key: elements[$0], value: elements[$0 + 1])
        }
    }
}
