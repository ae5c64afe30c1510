/// How a case ended in one protocol.
package struct CaseResult: Sendable {
    package enum Outcome: Sendable, Equatable {
        case passed
        case failed([Difference])
        /// It could not be run here, and why.
        case skipped(String)
    }

    package var test: ConformanceCase
    package var version: SpokenProtocol
    package var outcome: Outcome
    package var seconds: Double
}
