public import LayerSupport
public import StatelessMessages

/// A planner without a model: it does nothing but show how one is seen, and the same request has the
/// same answer always. What is asked for is taken for its own result.
public struct LocalPlanner: Planner {
    private let pause: Duration
    private let clock: any LayerClock

    /// Makes a planner.
    ///
    /// - Parameter pause: How long it waits behind each word, so that somebody can look on.
    public init(pause: Duration = .zero, clock: any LayerClock = .system) {
        self.pause = pause
        self.clock = clock
    }

    /// Writes the answer of a workflow.
    public func run(_ request: PlannerRequest, into message: Message) async throws {
        switch request.workflow {
        case .simple: try await say("You asked: \(request.description)", in: message)
        case .planner: try await plan(request, message)
        case .critic: try await criticize(request, message)
        }
    }

    /// Returns the steps that a description has: its sentences, so many at most.
    static func steps(of description: String, atMost limit: Int) -> [String] {
        let parts = description.split { ".;!?\n。；！？".contains($0) }.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
        return Array((parts.isEmpty ? [description] : parts).prefix(max(1, limit)))
    }

    private func plan(_ request: PlannerRequest, _ message: Message) async throws {
        let steps = Self.steps(of: request.description, atMost: request.maximumIterations)
        try await message.addContent(.thinking("This takes \(steps.count) steps."))
        for (index, step) in steps.enumerated() {
            let id = "\(request.taskID):\(index + 1)"
            try await message.startTask(id, type: "step", parameters: ["step": .string(step)])
            try await say("\(index + 1). \(step)\n", in: message)
            try await message.updateTask(id, .processing, progress: 0.5)
            try await rest()
            try await message.updateTask(id, .completed, content: .markdown("**Done:** \(step)"))
            try await tell(index + 1, of: steps.count, request, message)
        }
    }

    private func criticize(_ request: PlannerRequest, _ message: Message) async throws {
        var draft = ContentBlock.markdown(request.description)
        try await message.addContent(draft)
        for round in 1...max(1, request.maximumIterations) {
            try await say("Draft \(round): it could be shorter. ", in: message)
            let words = (draft.data ?? "").split(separator: " ")
            // The critic is content with three words.
            guard words.count > 3 else { break }
            draft = ContentBlock(
                .markdown, words.dropLast().joined(separator: " "),
                metadata: ["round": .integer(round)], id: draft.id)
            try await message.updateContent(draft)
            try await tell(round, of: request.maximumIterations, request, message)
        }
        try await say("It is short enough now.", in: message)
    }

    private func tell(
        _ done: Int, of all: Int, _ request: PlannerRequest, _ message: Message
    ) async throws {
        let progress = Double(done) / Double(max(done, all))
        try await message.updateTask(request.taskID, .processing, progress: min(progress, 0.99))
    }

    /// Appends a text word by word.
    private func say(_ text: String, in message: Message) async throws {
        var rest = text[...]
        while !rest.isEmpty {
            let word = rest.prefix { $0 != " " }
            let blanks = rest.dropFirst(word.count).prefix { $0 == " " }
            try await message.appendText(String(word + blanks))
            rest = rest.dropFirst(word.count + blanks.count)
            try await self.rest()
        }
    }

    private func rest() async throws {
        try Task.checkCancellation()
        if pause > .zero { try await clock.sleep(for: pause) }
    }
}
