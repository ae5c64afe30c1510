/// What the checker found of a history.
package enum Verdict: Sendable, Equatable {
    /// There is an order that explains every reply.
    case linearizable
    /// There is none.
    case notLinearizable(Contradiction)
    /// The search was given up.
    case undecided(points: Int)
}

/// Where the search came furthest in a history that no order explains.
package struct Contradiction: Sendable, Equatable, CustomStringConvertible {
    /// How many operations could be put in order.
    package var explainedCount: Int
    /// The state after them.
    package var state: String
    /// The operations of which one would have to be next.
    package var candidates: [String]

    package var description: String {
        ([
            "after \(explainedCount) operations no order explains what follows;",
            "the state is \(state), and next would be one of",
        ] + candidates.map { "    " + $0 }).joined(separator: "\n")
    }
}
