import Foundation

/// Results in the XML of JUnit, for programs that gather them.
package enum JUnitReport {
    /// Returns the XML, a suite for each family; what is known to differ is skipped there. A test's class
    /// is its family with the command, since cases of two families may have one title.
    package static func text(_ judgement: Judgement) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"conformance\""
        text += counts(judgement.results, judgement.verdicts) + ">\n"
        let results = zip(judgement.results, judgement.verdicts)
        let families = Dictionary(grouping: results, by: \.0.test.family)
        for (family, members) in families.sorted(by: { $0.key < $1.key }) {
            text += "<testsuite name=\"\(xml(family))\""
            text += counts(members.map(\.0), members.map(\.1)) + ">\n"
            for (result, verdict) in members { text += testcase(result, verdict) }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    /// The attributes that tell how many there are, and how long they took.
    private static func counts(_ results: [CaseResult], _ verdicts: [Judgement.Verdict]) -> String {
        let failures = verdicts.count { $0 == .failed }
        let skipped = verdicts.count { $0 != .failed && $0 != .passed }
        let seconds = String(format: "%.4f", results.reduce(0) { $0 + $1.seconds })
        return " tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"0\""
            + " skipped=\"\(skipped)\" time=\"\(seconds)\""
    }

    private static func testcase(_ result: CaseResult, _ verdict: Judgement.Verdict) -> String {
        let name = xml("\(result.test.title) (RESP\(result.version.rawValue))")
        let seconds = String(format: "%.4f", result.seconds)
        let type = xml("\(result.test.family).\(result.test.command)")
        let start = "<testcase classname=\"\(type)\" name=\"\(name)\" time=\"\(seconds)\""
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
