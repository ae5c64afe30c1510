import Foundation

/// Results as files for other programs.
package enum ResultReport {
    /// One case in one protocol.
    private struct Line: Encodable {
        var family: String
        var command: String
        var title: String
        var file: String
        var line: Int
        var resp: Int
        var comparator: String
        var outcome: String
        var seconds: Double
        var differences: [Problem]
    }

    private struct Problem: Encodable {
        var line: Int
        var reason: String
        var real: String
        var target: String
    }

    private struct Document: Encodable {
        var real: String
        var target: String
        var passed: Int
        var failed: Int
        var skipped: Int
        var results: [Line]
    }

    /// Returns the results as JSON.
    package static func json(_ results: [CaseResult], real: String, target: String) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let failed = results.count(where: \.isFailed)
        let skipped = results.count(where: \.isSkipped)
        let document = Document(
            real: real, target: target, passed: results.count - failed - skipped, failed: failed,
            skipped: skipped, results: results.map(line))
        return try encoder.encode(document)
    }

    private static func line(_ result: CaseResult) -> Line {
        var outcome = "passed"
        var problems: [Problem] = []
        switch result.outcome {
        case .passed: break
        case .skipped(let reason): outcome = "skipped: \(reason)"
        case .failed(let differences):
            outcome = "failed"
            problems = differences.map {
                Problem(line: $0.line, reason: $0.reason, real: $0.real, target: $0.target)
            }
        }
        return Line(
            family: result.test.family, command: result.test.command, title: result.test.title,
            file: result.test.file, line: result.test.line, resp: result.version.rawValue,
            comparator: result.test.comparator.rawValue, outcome: outcome, seconds: result.seconds,
            differences: problems)
    }

    /// Returns the results in the XML of JUnit, a suite for each family.
    package static func junit(_ results: [CaseResult]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        let families = Dictionary(grouping: results, by: \.test.family)
        for (family, members) in families.sorted(by: { $0.key < $1.key }) {
            let failures = members.count(where: \.isFailed)
            let skipped = members.count(where: \.isSkipped)
            text += "<testsuite name=\"\(xml(family))\" tests=\"\(members.count)\""
            text += " failures=\"\(failures)\" skipped=\"\(skipped)\">\n"
            for result in members { text += testcase(result) }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testcase(_ result: CaseResult) -> String {
        let name = xml("\(result.test.title) (RESP\(result.version.rawValue))")
        let seconds = String(format: "%.4f", result.seconds)
        let start =
            "<testcase classname=\"\(xml(result.test.command))\" name=\"\(name)\" time=\"\(seconds)\""
        switch result.outcome {
        case .passed: return start + "/>\n"
        case .skipped(let reason):
            return start + "><skipped message=\"\(xml(reason))\"/></testcase>\n"
        case .failed(let differences):
            let reason = differences.first?.reason ?? ""
            return start + "><failure message=\"\(xml(reason))\">\(xml(result.report))</failure>"
                + "</testcase>\n"
        }
    }

    private static func xml(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
    }
}
