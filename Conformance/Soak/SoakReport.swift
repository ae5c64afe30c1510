import ConformanceKit

/// What a soak has shown.
package struct SoakReport: Sendable {
    /// How many clients there were of each conduct.
    package let lives: [SoakConduct: Int]
    /// How many replies came that were looked at.
    package let replyCount: Int
    package let before: ServerGauge.Reading
    package let peak: ServerGauge.Reading
    package let after: ServerGauge.Reading
    /// What clients complained of: lost and crossed replies, and refused connections.
    package let complaints: [String]

    /// What is wrong; empty where nothing is.
    package var objections: [String] {
        var found = Array(complaints.prefix(10))
        if complaints.count > 10 { found.append("\(complaints.count - 10) more complaints") }
        for (title, now, bound) in [
            ("in use", after.memory, SoakRun.bound(from: before.memory)),
            ("resident", after.resident, SoakRun.bound(fromResident: before.resident)),
        ] where now > bound {
            found.append("\(title): \(Self.mebibytes(now)) are more than \(Self.mebibytes(bound))")
        }
        if after.clients > before.clients {
            found.append("clients: \(after.clients) are left, \(before.clients) were there")
        }
        if let now = after.descriptors, let then = before.descriptors, now != then {
            found.append("descriptors: \(now) are open, \(then) were")
        }
        return found
    }

    /// The figures.
    package var lines: [String] {
        let kinds = SoakConduct.allCases.map { "\(lives[$0] ?? 0) \($0)" }
        let count = lives.values.reduce(0, +)
        return [
            "\(count) clients (\(kinds.joined(separator: ", "))), \(replyCount) replies checked",
            Self.line("before", before), Self.line("peak", peak), Self.line("after", after),
            "bound: \(Self.mebibytes(SoakRun.bound(from: before.memory))) in use, "
                + "\(Self.mebibytes(SoakRun.bound(fromResident: before.resident))) resident",
        ]
    }

    private static func line(_ title: String, _ reading: ServerGauge.Reading) -> String {
        let descriptors = reading.descriptors.map { ", \($0) descriptors" } ?? ""
        return
            "\(title): \(mebibytes(reading.memory)) in use, \(mebibytes(reading.resident)) resident"
            + "\(descriptors), \(reading.clients) clients"
    }

    private static func mebibytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10) >> 20
        return "\(tenths / 10).\(tenths % 10) MiB"
    }
}
