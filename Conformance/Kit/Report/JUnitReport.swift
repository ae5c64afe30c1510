import Foundation

/// Results in the XML of JUnit, for programs that gather them.
package enum JUnitReport {
    /// Returns the XML, a suite for each family; what is known to differ is skipped there.
    package static func text(_ judgement: Judgement) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        let results = zip(judgement.results, judgement.verdicts)
        let families = Dictionary(grouping: results, by: \.0.test.family)
        for (family, members) in families.sorted(by: { $0.key < $1.key }) {
            let failures = members.count { $0.1 == .failed }
            let skipped = members.count { $0.1 != .failed && $0.1 != .passed }
            text += "<testsuite name=\"\(xml(family))\" tests=\"\(members.count)\""
            text += " failures=\"\(failures)\" skipped=\"\(skipped)\">\n"
            for (result, verdict) in members { text += testcase(result, verdict) }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testcase(_ result: CaseResult, _ verdict: Judgement.Verdict) -> String {
        let name = xml("\(result.test.title) (RESP\(result.version.rawValue))")
        let seconds = String(format: "%.4f", result.seconds)
        let start =
            "<testcase classname=\"\(xml(result.test.command))\" name=\"\(name)\" time=\"\(seconds)\""
        if case .known(let entry) = verdict {
            let reason = xml("known to differ: \(entry.what), \(entry.reason)")
            return start + "><skipped message=\"\(reason)\"/></testcase>\n"
        }
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
