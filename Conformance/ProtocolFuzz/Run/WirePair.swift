import ConformanceKit

/// The real server and the one under test, which are empty before each sample.
final class WirePair {
    private let addresses: [ServerAddress]
    private let controls: [ServerConnection]
    private let patience: Duration

    init(real: ServerAddress, target: ServerAddress, patience: Duration) throws {
        addresses = [real, target]
        self.patience = patience
        controls = try addresses.map { address in
            let connection = try ServerConnection(address)
            if let password = address.password { _ = connection.execute("AUTH", password) }
            return connection
        }
    }

    /// Returns what each server answers.
    func answers(to sample: WireSample) throws -> (real: WireAnswer, target: WireAnswer) {
        let answers = try zip(addresses, controls).map { address, control in
            let emptied = control.execute("FLUSHALL")
            guard emptied.bytes == Array("+OK\r\n".utf8) else {
                throw LostServer(address: address, sample: sample)
            }
            return try WireAnswer.taken(of: sample, from: address, within: patience)
        }
        return (answers[0], answers[1])
    }

    /// Returns what the servers answer if they differ on a sample three times in a row, else nil.
    func difference(on sample: WireSample) throws -> (real: WireAnswer, target: WireAnswer)? {
        var last: (real: WireAnswer, target: WireAnswer)?
        for _ in 0..<3 {
            let answers = try answers(to: sample)
            if answers.real.agrees(with: answers.target, on: sample) { return nil }
            last = answers
        }
        return last
    }
}

/// A server that no longer answers.
struct LostServer: Error, CustomStringConvertible {
    let address: ServerAddress
    let sample: WireSample

    var description: String {
        "the server at \(address.host):\(address.port) does not answer FLUSHALL, before\n"
            + sample.caseText(title: "Bytes that come next", isClosed: false)
    }
}
