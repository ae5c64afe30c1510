import MartletEngine

/// Looks at what the process holds in memory, and says what is remarkable about it.
struct MemoryDoctor {
    /// The bytes in use, at most so far, and those that the system counts for the process.
    var allocatedCount: Int
    var peakCount: Int
    var residentCount: Int

    /// Below this there is nothing worth a word.
    private static let leastCount = 5 << 20
    /// Below this an overhead is not worth a word.
    private static let leastOverhead = 10 << 20

    /// What a person is to read.
    var report: String {
        if allocatedCount < Self.leastCount {
            return "So little memory is in use that there is nothing to examine.\n"
        }
        var findings = ""
        if Double(peakCount) > Double(allocatedCount) * 1.5 {
            findings += """
                * Peak: at some time more than one and a half times as much was in use. What was \
                freed since may still count for the process; it will be used again when the data \
                grow.

                """
        }
        if Double(residentCount) > Double(allocatedCount) * 1.4,
            residentCount - allocatedCount > Self.leastOverhead
        {
            findings += """
                * Overhead: the process takes more than 1.4 times the memory in use. It may be \
                fragmented, as happens after many values of changing size, or not yet be given \
                back.

                """
        }
        return findings.isEmpty
            ? "Nothing about the memory in use is remarkable.\n"
            : "What is remarkable about the memory in use:\n\n\(findings)"
    }
}
