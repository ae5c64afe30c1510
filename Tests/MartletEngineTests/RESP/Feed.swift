import MartletEngine

/// Takes bytes as a connection does, and keeps the commands that come out of them.
struct Feed: ~Copyable {
    var input = RequestBuffer()
    private(set) var commands: [[String]] = []
    /// The text of the protocol error that ended it.
    private(set) var error: String?
    /// The name of a command that has to wait, once.
    var postponesNext: String?

    /// Returns the commands in `request`, sent in pieces of so many bytes.
    static func commands(in request: [UInt8], pieces size: Int) -> [[String]] {
        var feed = Feed()
        for piece in request.pieces(of: size) { feed.take(piece) }
        return feed.commands
    }

    mutating func take(_ bytes: [UInt8]) {
        var input = RequestBuffer()
        swap(&input, &self.input)
        input.take(bytes.span) { bytes, parser in run(bytes, &parser) }
        swap(&input, &self.input)
    }

    mutating func takeAgain() {
        var input = RequestBuffer()
        swap(&input, &self.input)
        input.takeAgain { bytes, parser in run(bytes, &parser) }
        swap(&input, &self.input)
    }

    private static func words(_ arguments: Arguments) -> [String] {
        (0..<arguments.count).map { String(copying: arguments[$0]) }
    }

    private mutating func run(_ bytes: Span<UInt8>, _ parser: inout RequestParser) {
        while true {
            switch parser.parse(bytes) {
            case .nothing: continue
            case .incomplete: return
            case .malformed(let error):
                self.error = error.description
                return
            case .command:
                let words = Self.words(parser.arguments(in: bytes))
                if words.first == postponesNext {
                    postponesNext = nil
                    parser.keepCommand()
                    return
                }
                commands.append(words)
            }
        }
    }
}

extension Array {
    /// The elements in slices of `size`, the last of them shorter.
    func pieces(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { start in
            Array(self[start..<Swift.min(start &+ Swift.min(size, count), count)])
        }
    }
}
