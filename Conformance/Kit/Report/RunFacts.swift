import Foundation

/// Which servers a run compared, and when.
package struct RunFacts: Sendable, Codable, Equatable {
    /// What the real server is called, or what was recorded of it.
    package var real: String
    /// The real server's version and build.
    package var realVersion: String
    /// What the server under test is called: its program's name or its URL.
    package var target: String
    /// The version that the server under test tells.
    package var targetVersion: String
    /// The commands that the server under test lists; nil where it lists none.
    package var commands: [String]?
    /// When it was, by ISO 8601.
    package var date: String
    /// Which cases were run or are reported, as a sentence; nil for all.
    package var selection: String?

    package init(
        real: String, realVersion: String, target: String, targetVersion: String,
        commands: Set<String>?, date: Date = Date()
    ) {
        self.real = real
        self.realVersion = realVersion
        self.target = target
        self.targetVersion = targetVersion
        self.commands = commands?.sorted()
        self.date = date.formatted(.iso8601)
    }
}
