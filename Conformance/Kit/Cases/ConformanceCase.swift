/// One behaviour, as a script of commands whose replies are compared.
package struct ConformanceCase: Sendable, Equatable {
    /// The name of the file without its ending: what family of commands this is about.
    package var family: String
    package var title: String
    /// Where the case's title stands.
    package var file: String
    package var line: Int
    /// The protocols in which it runs.
    package var protocols: [SpokenProtocol] = SpokenProtocol.allCases
    /// How the servers have to be started.
    package var variant = ServerVariant()
    /// Whether it needs servers of its own, because it ends or spoils them.
    package var ownServers = false
    /// The command it counts for, where the title names one.
    package var namedCommand: String?
    package var steps: [CaseStep] = []

    package init(family: String, title: String, file: String, line: Int) {
        self.family = family
        self.title = title
        self.file = file
        self.line = line
    }
}

/// The protocol that a connection speaks.
package enum SpokenProtocol: Int, Sendable, CaseIterable, Codable {
    case resp2 = 2
    case resp3 = 3
}

/// How equal two servers' replies have to be.
package enum Comparator: String, Sendable, CaseIterable, Codable {
    /// The same bytes.
    case exact
    /// The same elements in any order.
    case unordered
    /// The same shape, with members of the same population.
    case random
    /// The same fields in the same order, the masked ones by their rules.
    case measured
}

/// One line of a case: what is sent, and what has to come back.
package struct CaseStep: Sendable, Equatable {
    /// What is done.
    package enum Action: Sendable, Equatable {
        /// Sends a command.
        case command([[UInt8]])
        /// Sends bytes as they are; byte by byte if `split`.
        case raw([UInt8], split: Bool)
        /// Repeats a SCAN, HSCAN, … from cursor 0 to its end, and collects the elements.
        case scan([[UInt8]])
        /// Sends nothing and only receives.
        case receive
        /// Ends the connection from the client's side.
        case close
        /// Lets time pass.
        case wait(milliseconds: Int)
    }

    /// What has to arrive until the step is over.
    package enum Expectation: Sendable, Equatable {
        /// One reply, and the pushes before it.
        case reply
        /// So many values on the top level, pushes included.
        case values(Int)
        /// Nothing is waited for.
        case nothing
        /// The server closes the connection.
        case closed
    }

    package var line: Int
    package var connections = [""]
    package var action: Action
    package var expectation = Expectation.reply
    package var comparator = Comparator.exact
    /// Whether flat arrays are pairs, to be kept together where the order is free.
    package var arePairs = false
    package var masks: [Mask] = []
    /// The population that a random reply is drawn from.
    package var members: [[UInt8]] = []
    /// How often a random command is repeated to see its distribution.
    package var draws = 1
    /// The command is repeated until its reply begins with one of these.
    package var untilPrefixes: [[UInt8]] = []

    package init(line: Int, action: Action) {
        self.line = line
        self.action = action
    }

    /// The words of the command that is sent, if it is one.
    package var words: [[UInt8]]? {
        switch action {
        case .command(let words), .scan(let words): words
        default: nil
        }
    }
}

extension ConformanceCase {
    /// The command that the case counts for: the one named, else the one that its title begins with
    /// where a step sends it, else the one of its last step.
    package var command: String {
        if let namedCommand { return namedCommand.uppercased() }
        let first = titleWords.first.map { Array($0.utf8) }
        if let first, steps.contains(where: { $0.words?.first == first }) {
            return String(decoding: first, as: UTF8.self).uppercased()
        }
        let words = steps.reversed().lazy.compactMap(\.words).first(where: { !$0.isEmpty })
        guard let name = words?.first else { return family.uppercased() }
        return ByteText.escaped(name).uppercased()
    }

    /// The words of the title, without the commas and colons behind them.
    package var titleWords: [Substring] {
        title.split { " ,:;.".contains($0) }
    }

    /// The least strict comparator that any step has.
    package var comparator: Comparator {
        let order = Comparator.allCases
        return steps.map(\.comparator).max { one, other in
            (order.firstIndex(of: one) ?? 0) < (order.firstIndex(of: other) ?? 0)
        } ?? .exact
    }
}
