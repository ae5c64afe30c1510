/// A place where two servers did not do the same.
package struct Difference: Sendable, Equatable, Codable {
    /// The line of the step, or of the case's title.
    package var line: Int
    /// What is different.
    package var reason: String
    /// What the real server sent or has, escaped.
    package var real: String
    /// What the target sent or has, escaped.
    package var target: String
}
