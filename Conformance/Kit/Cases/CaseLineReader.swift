import Foundation

/// Turns the lines of a case file into cases.
struct CaseLineReader {
    let file: String
    let family: String
    private(set) var cases: [ConformanceCase] = []
    private(set) var masks: [Mask] = []
    private var titles: Set<String> = []
    /// The command that all cases of the file count for.
    private var command: String?
    private var number = 0

    init(file: String, family: String) {
        self.file = file
        self.family = family
    }

    mutating func read(_ line: String, number: Int) throws(CaseFile.SyntaxError) {
        self.number = number
        let text = trimmed(line)
        if text.isEmpty || text.hasPrefix("#") { return }
        if text.hasPrefix("==") { return try beginCase(trimmed(text.dropFirst(2))) }
        if cases.isEmpty, let rest = argument(of: "command", in: text) {
            command = rest
            return
        }
        if let rest = argument(of: "mask", in: text) { return try addMask(rest) }
        if let rest = argument(of: "wait", in: text) { return try addWait(rest) }
        if let rest = argument(of: "members", in: text) { return try addMembers(rest) }
        try addStep(text)
    }

    func finish() throws(CaseFile.SyntaxError) {
        try checkLastCase()
    }

    private func error(_ message: String) -> CaseFile.SyntaxError {
        CaseFile.SyntaxError(file: file, line: number, message: message)
    }

    private func argument(of keyword: String, in text: String) -> String? {
        text.hasPrefix(keyword + " ") ? trimmed(text.dropFirst(keyword.count)) : nil
    }

    private func checkLastCase() throws(CaseFile.SyntaxError) {
        guard let last = cases.last, last.steps.isEmpty else { return }
        throw CaseFile.SyntaxError(
            file: file, line: last.line, message: "the case “\(last.title)” has no steps")
    }

    // MARK: Titles

    private mutating func beginCase(_ text: String) throws(CaseFile.SyntaxError) {
        try checkLastCase()
        var title = text
        var new = ConformanceCase(family: family, title: "", file: file, line: number)
        new.namedCommand = command
        var tags: [String] = []
        while title.hasSuffix("]"), let open = title.range(of: " [", options: .backwards) {
            tags.insert(String(title[open.upperBound...].dropLast()), at: 0)
            title = trimmed(title[..<open.lowerBound])
        }
        for tag in tags { try apply(tag, to: &new) }
        guard !title.isEmpty else { throw error("a case needs a title") }
        guard titles.insert(title).inserted else {
            throw error("there is another case “\(title)” in this file")
        }
        new.title = title
        cases.append(new)
    }

    private func apply(
        _ tag: String, to new: inout ConformanceCase
    ) throws(CaseFile.SyntaxError) {
        let words = try words(tag).map { String(decoding: $0, as: UTF8.self) }
        switch (words.first, words.count) {
        case ("resp2", 1): new.protocols = [.resp2]
        case ("resp3", 1): new.protocols = [.resp3]
        case ("own", 1): new.ownServers = true
        case ("defaults", 1): new.variant.hasDefaults = true
        case ("command", 2): new.namedCommand = words[1]
        case ("config", 3...):
            new.variant.options.append(contentsOf: ["--" + words[1]] + words.dropFirst(2))
        default: throw error("unknown tag [\(tag)]")
        }
    }

    // MARK: Steps

    private func words(_ text: String) throws(CaseFile.SyntaxError) -> [[UInt8]] {
        do {
            return try ByteText.words(text)
        } catch {
            throw self.error("cannot read the words: \(error)")
        }
    }

    private mutating func addStep(_ text: String) throws(CaseFile.SyntaxError) {
        guard !cases.isEmpty else { throw error("a step before the first title") }
        guard let (head, tail) = StepHead.split(text) else {
            throw error("no step, title, mask or comment: \(text)")
        }
        let parsed: StepHead
        do {
            parsed = try StepHead(head)
        } catch {
            throw self.error(error.message)
        }
        do {
            try cases[cases.count - 1].steps.append(parsed.step(tail, line: number))
        } catch {
            throw self.error(error.message)
        }
    }

    private mutating func addWait(_ text: String) throws(CaseFile.SyntaxError) {
        guard !cases.isEmpty, let milliseconds = Int(text), 0...10_000 ~= milliseconds else {
            throw error("`wait` needs a number of milliseconds, at most 10000")
        }
        var step = CaseStep(line: number, action: .wait(milliseconds: milliseconds))
        step.expectation = .nothing
        cases[cases.count - 1].steps.append(step)
    }

    private mutating func addMask(_ text: String) throws(CaseFile.SyntaxError) {
        guard let mask = Mask(text) else {
            throw error("a mask is written `mask field — rule — reason`")
        }
        guard let last = cases.indices.last else {
            masks.append(mask)
            return
        }
        try changeLastStep("a mask", of: last, comparator: .measured) { $0.masks.append(mask) }
    }

    private mutating func addMembers(_ text: String) throws(CaseFile.SyntaxError) {
        guard let last = cases.indices.last else { throw error("`members` before the first case") }
        let members = try words(text)
        try changeLastStep("`members`", of: last, comparator: .random) { $0.members += members }
    }

    private mutating func changeLastStep(
        _ what: String, of index: Int, comparator: Comparator, _ change: (inout CaseStep) -> Void
    ) throws(CaseFile.SyntaxError) {
        guard let step = cases[index].steps.indices.last,
            cases[index].steps[step].comparator == comparator
        else { throw error("\(what) belongs after a step with .\(comparator.rawValue)>") }
        change(&cases[index].steps[step])
    }
}
