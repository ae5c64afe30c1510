/// Why a listener can't listen.
package struct ListenError: Error, Equatable, CustomStringConvertible {
    /// What failed.
    package enum Step: String, Sendable {
        case resolve, socket, bind, listen
    }

    package let step: Step
    package let cause: UVError

    /// The error as Redis words it, such as `bind: Address already in use`.
    package var description: String {
        step == .resolve ? cause.description : "\(step.rawValue): \(cause.systemText)"
    }
}
