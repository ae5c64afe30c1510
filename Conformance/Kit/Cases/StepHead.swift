import Foundation

/// What stands before the `>` of a step: connections, modifiers, a condition.
struct StepHead {
    struct HeadError: Error {
        var message: String
    }

    var connections = [""]
    var untilPrefixes: [[UInt8]] = []
    var comparator = Comparator.exact
    var expectation: CaseStep.Expectation?
    var isRaw = false
    var isSplit = false
    var isScan = false
    var isClose = false
    var arePairs = false
    var draws = 1

    /// Splits a line at the `>` that ends its head: the first before which nothing is quoted.
    static func split(_ text: String) -> (head: String, tail: String)? {
        if text.hasPrefix("until ") {
            guard let end = text.range(of: "> ") else { return nil }
            return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
        }
        guard let end = text.firstIndex(of: ">") else { return nil }
        let head = text[..<end]
        guard !head.contains(where: { " \"'".contains($0) }) else { return nil }
        return (String(head), trimmed(text[text.index(after: end)...]))
    }

    init(_ text: String) throws(HeadError) {
        var head = text
        if head.hasPrefix("until ") {
            let words = head.split(separator: " ").map(String.init)
            guard 2...3 ~= words.count else {
                throw HeadError(message: "`until` is written `until PREFIX> …`")
            }
            do {
                for prefix in words[1].split(separator: "|") {
                    untilPrefixes.append(try ByteText.unescaped(prefix))
                }
            } catch {
                throw HeadError(message: "cannot read the prefix after `until`")
            }
            head = words.count == 3 ? words[2] : ""
        }
        let parts = head.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        connections = parts[0].isEmpty ? [""] : parts[0].split(separator: ",").map(String.init)
        for part in parts.dropFirst() { try apply(part) }
    }

    private mutating func apply(_ modifier: String) throws(HeadError) {
        let parts = modifier.split(separator: "=", maxSplits: 1).map(String.init)
        let count = parts.count == 2 ? Int(parts[1]) : nil
        switch (parts.first ?? "", count) {
        case ("unordered", nil): comparator = .unordered
        case ("random", nil): comparator = .random
        case ("measured", nil): comparator = .measured
        case ("exact", nil): comparator = .exact
        case ("pairs", nil): arePairs = true
        case ("raw", nil): isRaw = true
        case ("split", nil):
            isRaw = true
            isSplit = true
        case ("scan", nil):
            isScan = true
            comparator = .unordered
        case ("close", nil): isClose = true
        case ("none", nil): expectation = .nothing
        case ("closed", nil): expectation = .closed
        case ("replies", let count?) where count > 0: expectation = .values(count)
        case ("draws", let count?) where 2...100_000 ~= count:
            draws = count
            comparator = .random
        default: throw HeadError(message: "unknown modifier .\(modifier)")
        }
    }

    /// Makes the step from what stands behind the `>`.
    func step(_ tail: String, line: Int) throws(HeadError) -> CaseStep {
        var step = CaseStep(line: line, action: try action(tail))
        step.connections = connections
        step.comparator = comparator
        step.arePairs = arePairs
        step.draws = draws
        step.untilPrefixes = untilPrefixes
        step.expectation = expectation ?? defaultExpectation(of: step)
        return step
    }

    private func action(_ tail: String) throws(HeadError) -> CaseStep.Action {
        do {
            if isClose { return .close }
            if isRaw { return .raw(try RawText.bytes(tail), split: isSplit) }
            let words = try ByteText.words(tail)
            if isScan {
                guard words.contains([UInt8(ascii: "0")]) else {
                    throw HeadError(message: "a .scan step needs the cursor 0 among its words")
                }
                return .scan(words)
            }
            if words.isEmpty {
                guard expectation != nil else {
                    throw HeadError(message: "a step without a command needs .replies=N or .closed")
                }
                return .receive
            }
            return .command(words)
        } catch let error as HeadError {
            throw error
        } catch {
            throw HeadError(message: "cannot read the words: \(error)")
        }
    }

    /// One reply, but for commands that answer with one push for each argument.
    private func defaultExpectation(of step: CaseStep) -> CaseStep.Expectation {
        if case .close = step.action { return .nothing }
        guard let words = step.words, words.count > 1, let name = words.first else { return .reply }
        let subscribing = [
            "subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe",
        ]
        return subscribing.contains(String(decoding: name, as: UTF8.self).lowercased())
            ? .values(words.count - 1) : .reply
    }
}
