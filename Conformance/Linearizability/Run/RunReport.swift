/// What came of a run.
package struct RunReport: Sendable {
    package var workload: String
    package var server: String
    package var operationCount: Int
    /// How many operations got no reply, because their client was killed or vanished.
    package var unansweredCount: Int
    /// What was found of each lock, queue, …, of those that are not linearizable.
    package var objections: [String]

    package var isLinearizable: Bool { objections.isEmpty }

    /// A line for a table.
    package var line: String {
        let columns = [
            (workload, 16), (server, 20), ("\(operationCount) operations", 18),
            ("\(unansweredCount) without reply", 20),
        ]
        let padded = columns.map { text, width in
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let verdict = isLinearizable ? "linearizable" : "NOT linearizable"
        return (padded + [verdict]).joined(separator: " ")
    }
}
