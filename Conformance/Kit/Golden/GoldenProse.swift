/// Leaves out of records what is prose: texts that explain, and that every server words itself.
enum GoldenProse {
    /// Returns a record without the texts of HELP and COMMAND DOCS.
    static func removed(from record: CaseRecord, of test: ConformanceCase) -> CaseRecord {
        var record = record
        for (index, step) in test.sentSteps.enumerated() where record.steps.indices ~= index {
            for reply in record.steps[index].replies.indices {
                let bytes = record.steps[index].replies[reply].bytes
                record.steps[index].replies[reply].bytes = removed(from: bytes, of: step)
            }
        }
        return record
    }

    private static func removed(from bytes: [UInt8], of step: CaseStep) -> [UInt8] {
        if RecordComparison.isProse(step) {
            guard let lines = ReplyNode(bytes), lines.isCollection else { return bytes }
            return Array("*\(lines.children.count)\r\n".utf8)
                + lines.children.flatMap { [$0.type] + Array("…\r\n".utf8) }
        }
        let words = step.words?.prefix(2).map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard words == ["command", "docs"], let docs = ReplyNode(bytes) else { return bytes }
        return removed(from: docs).serialized
    }

    /// Empties what follows the key `summary`, at any depth.
    private static func removed(from node: ReplyNode) -> ReplyNode {
        var node = node
        var isProse = false
        for index in node.children.indices {
            if isProse, node.children[index].body != nil {
                node.children[index].body = []
                node.children[index].header = Array("0".utf8)
            } else {
                node.children[index] = removed(from: node.children[index])
            }
            isProse = node.children[index].text == "summary" && !isProse
        }
        return node
    }
}
