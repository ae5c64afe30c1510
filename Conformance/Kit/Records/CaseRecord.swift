/// What a server answered in one case, and what it was left with.
package struct CaseRecord: Sendable, Equatable {
    /// What a step brought on each of its connections.
    package struct StepRecord: Sendable, Equatable {
        package var line: Int
        package var replies: [ServerConnection.Received]
    }

    package var steps: [StepRecord] = []
    /// What had arrived unread on a connection when the case was over.
    package var leftovers: [String: [UInt8]] = [:]
    /// The keys left behind, or nil where the server lacks the commands to tell.
    package var keyspace: [KeyRecord]?
}

/// A key that a case left behind.
package struct KeyRecord: Sendable, Equatable {
    package var database: Int
    package var key: [UInt8]
    package var type: [UInt8]
    /// The value of a string, as GET replies it.
    package var value: [UInt8]?
    package var encoding: [UInt8]?
    package var hasTTL: Bool
}
