/// Why something can't be done with a pet.
///
/// What a server says, or that it is away, is a `RedisError` instead.
public struct PetStateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of the error.
    public let code: Code
    /// What is wrong, as a sentence.
    public let message: String

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }

    /// The kinds of errors. There may be more in the future.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name of the kind.
        public let rawValue: String

        /// Makes a code of its name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The name of a device can't be one.
        public static let invalidDevice = Code(rawValue: "invalid_device")
        /// A number of hours or minutes is too small or too large.
        public static let invalidTime = Code(rawValue: "invalid_time")
        /// A request's key can't be one.
        public static let invalidRequest = Code(rawValue: "invalid_request")
        /// What a storage has of a pet isn't a pet's document. It is left as it is.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The environment names a server that no client can speak to.
        public static let invalidBackend = Code(rawValue: "invalid_backend")
        /// The server is away, and the operation can't be put off.
        public static let unavailable = Code(rawValue: "unavailable")
        /// The life was stopped, or not started.
        public static let notRunning = Code(rawValue: "not_running")
    }
}

extension PetStateError {
    static func unreadable(_ system: PetSystem, _ reason: String) -> PetStateError {
        PetStateError(code: .unreadable, message: "the document '\(system.rawValue)' \(reason)")
    }

    /// Checks a time that is asked for.
    static func check(
        _ time: Double, in range: ClosedRange<Double>, _ unit: String
    ) throws(PetStateError) {
        guard range.contains(time) else {
            throw PetStateError(
                code: .invalidTime,
                message: "\(unit) have to be between \(range.lowerBound) and \(range.upperBound)")
        }
    }
}
