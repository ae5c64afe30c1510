import Hummingbird
import LayerSupport
import MartletClient
import PetState
import StatelessMessages
import UploadStatus

/// What errors are to a client. What only the operator can mend is told to the log, not to strangers.
extension ServiceProblem {
    /// Makes the problem that an error is; nil if it is none that a client can do anything about.
    init?(cause: any Error) {
        switch cause {
        case let problem as ServiceProblem: self = problem
        case let error as RedisError: self.init(error)
        case let error as PetStateError: self.init(error)
        case let error as UploadStatusError: self.init(error)
        case let error as MessagesError: self.init(error)
        case is CancellationError: self = .unavailable("the instance is being stopped")
        default: return nil
        }
    }

    /// What a client is told of an error that is nobody's business.
    static let internalError = ServiceProblem(
        .internalServerError, "the service has failed; its log says why")

    private init?(_ error: RedisError) {
        guard error.code != .notReplicated else {
            self = .unavailable("the change was made, but too few replicas have it")
            return
        }
        // A queue that is full, a server without memory or with another password: all of that passes.
        let passing: [RedisError.Code] = [
            .closed, .readOnly, .outOfMemory, .notAuthenticated, .wrongPassword, .watchLost,
        ]
        guard error.isUnavailable || passing.contains(error.code) else { return nil }
        self = .unavailable("the data can't be reached at this moment")
    }

    private init?(_ error: PetStateError) {
        switch error.code {
        case .invalidDevice: self = .invalid("device_id", error.message)
        case .invalidTime: self = .invalid("hours", error.message)
        case .invalidRequest: self = .invalid("Idempotency-Key", error.message)
        case .unavailable: self = .unavailable(error.message)
        default: return nil
        }
    }

    private init?(_ error: UploadStatusError) {
        switch error.code {
        case .missingArgument: self.init(.badRequest, error.description)
        case .shutDown: self = .unavailable(error.description)
        default: return nil
        }
    }

    private init?(_ error: MessagesError) {
        switch error.code {
        case .badArgument: self.init(.badRequest, error.description, field: error.argument)
        case .sessionMissing: self = .missing("session", field: "session_id")
        case .messageMissing, .otherSession: self = .missing("message", field: "message_id")
        case .contentMissing: self = .missing("content", field: "content_id")
        case .taskMissing: self = .missing("task", field: "task_id")
        case .contentExists, .messageExists, .messageComplete, .sessionExists, .sessionClosed:
            self.init(.conflict, error.description, field: error.argument)
        case .contention, .taskTaken: self = .unavailable(error.description)
        case .unreadable: return nil
        }
    }
}
