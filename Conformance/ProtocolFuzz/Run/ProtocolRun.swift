import ConformanceKit

/// Sends random bytes to two servers, and compares what they answer.
package struct ProtocolRun: Sendable {
    package var seed: UInt64 = 1
    /// The most samples, and when no further one begins.
    package var sampleLimit = Int.max
    package var limit = Duration.seconds(10)
    /// How many differences end the run.
    package var differenceLimit = 10
    /// How long a server may take to end a connection.
    package var patience = Duration.seconds(5)

    package init() {}

    /// A sample that two servers answer otherwise, and what each says.
    package struct Difference: Sendable {
        package let sample: WireSample
        package let real: WireAnswer
        package let target: WireAnswer
    }

    package struct Outcome: Sendable {
        package var sampleCount = 0
        package var byteCount = 0
        /// How many connections the real server gave up for an error.
        package var refusedCount = 0
        /// Differences that were not seen again: they go by how the system hands the packets over.
        package var fleeting: [Difference] = []
        package var differences: [Difference] = []
    }

    /// Runs until a limit is reached; tells each difference, made short, as it is found.
    package func run(
        real: ServerAddress, target: ServerAddress, onSample: () -> Void = {},
        onDifference: (Difference) -> Void = { _ in }
    ) throws -> Outcome {
        let servers = try WirePair(real: real, target: target, patience: patience)
        var maker = SampleMaker(seed: seed)
        var outcome = Outcome()
        let start = ContinuousClock.now
        while outcome.sampleCount < sampleLimit, start.duration(to: .now) < limit,
            outcome.differences.count < differenceLimit
        {
            let sample = maker.next()
            outcome.sampleCount += 1
            outcome.byteCount += sample.bytes.count
            let (realAnswer, targetAnswer) = try servers.answers(to: sample)
            if realAnswer.tellsOfAnEnd { outcome.refusedCount += 1 }
            if !realAnswer.agrees(with: targetAnswer, on: sample) {
                if let difference = try difference(sample, servers) {
                    outcome.differences.append(difference)
                    onDifference(difference)
                } else {
                    outcome.fleeting.append(
                        Difference(sample: sample, real: realAnswer, target: targetAnswer))
                }
            }
            onSample()
        }
        return outcome
    }

    /// Returns a difference that is seen each time, made short, or nil.
    private func difference(_ sample: WireSample, _ servers: WirePair) throws -> Difference? {
        guard var answers = try servers.difference(on: sample) else { return nil }
        let short = try SampleShrinker().shrunk(sample) { candidate in
            guard let found = try servers.difference(on: candidate) else { return false }
            answers = found
            return true
        }
        return Difference(sample: short, real: answers.real, target: answers.target)
    }
}

extension ProtocolRun.Difference: CustomStringConvertible {
    package var description: String {
        sample.caseText(title: "Bytes that were answered otherwise", isClosed: real.tellsOfAnEnd)
            + "# real:   \(Self.text(of: real))\n# target: \(Self.text(of: target))\n"
    }

    private static func text(of answer: WireAnswer) -> String {
        RawText.text(answer.bytes) + (answer.isClosed ? "" : ", and the connection stays open")
    }
}
