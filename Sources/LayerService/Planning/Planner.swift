import LayerSupport
public import StatelessMessages

/// What does a task that a client asks for: a model, as a rule.
///
///     struct ModelPlanner: Planner {
///         func run(_ request: PlannerRequest, into message: Message) async throws {
///             for try await delta in model.answer(request.description) {
///                 try await message.appendText(delta)
///             }
///         }
///     }
public protocol Planner: Sendable {
    /// Does a task, and writes what comes of it into a message, whose subscribers see each change. The
    /// service has started the task before, and ends it and the message afterwards.
    ///
    /// If the instance dies meanwhile, another calls this anew, and what was written here is taken back
    /// before: only what `message` itself is told, not what is found by its id. An instance that was
    /// but silent has lost the task then, and its next change is refused with an error.
    ///
    /// - Throws: Anything: the task has failed then, and its subscribers are told why.
    func run(_ request: PlannerRequest, into message: Message) async throws
}

/// A task that a client asks for.
public struct PlannerRequest: Hashable, Sendable {
    /// What the message knows the task by.
    public var taskID: String
    /// What is to be done.
    public var description: String
    /// How it is to be done.
    public var workflow: Workflow
    /// How often at most something is done again.
    public var maximumIterations: Int

    /// Makes a request.
    public init(
        taskID: String, description: String, workflow: Workflow = .simple,
        maximumIterations: Int = 3
    ) {
        self.taskID = taskID
        self.description = description
        self.workflow = workflow
        self.maximumIterations = maximumIterations
    }
}

extension PlannerRequest {
    /// Makes the request of a task as the queue has it.
    init(_ task: MessageTask) {
        self.init(
            taskID: task.id, description: task.parameters["task_description"]?.stringValue ?? "",
            workflow: Workflow(rawValue: task.type) ?? .simple,
            maximumIterations: task.parameters["max_iterations"]?.intValue ?? 3)
    }

    /// What the task has to know.
    var parameters: JSONObject {
        [
            "task_description": .string(description),
            "max_iterations": .integer(maximumIterations),
        ]
    }
}

/// How a task is done.
public enum Workflow: String, CaseIterable, Hashable, Sendable {
    /// It is divided into steps, which are done one after the other.
    case planner
    /// It is done, judged, and done better.
    case critic
    /// It is done.
    case simple
}
