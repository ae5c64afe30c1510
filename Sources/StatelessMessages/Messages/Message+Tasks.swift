public import LayerSupport

/// Tasks.
extension Message {
    /// Begins a task: a block holds the place of what it is to bring. A task that was begun before stays
    /// as it is. Returns the task.
    ///
    /// - Parameter content: What the task is to bring.
    /// - Throws: ``MessagesError`` if the id is empty, or the message is gone or complete;
    ///   `RedisError`.
    @discardableResult
    public func startTask(
        _ taskID: String, type: String, content: ContentKind = .text,
        parameters: JSONObject = [:]
    ) async throws -> MessageTask {
        try require(taskID, "task_id")
        let place = ContentBlock(content, .placeholder(taskID: taskID))
        let time = store.now
        return try await update { snapshot in
            if let task = snapshot.task(taskID) { return (nil, task) }
            let task = MessageTask(
                id: taskID, type: type, parameters: parameters, contentID: place.id, at: time)
            var change = MessageChange(
                .taskStarted,
                [
                    "task_id": .string(taskID), "task_type": .string(type),
                    "status": .string(task.state.rawValue), "parameters": .object(parameters),
                    "content": .object(place.json),
                ])
            var (blocks, tasks) = (snapshot.blockList, snapshot.taskTable)
            blocks.append(place)
            tasks.set(task)
            change.blocks = blocks
            change.tasks = tasks
            change.madeBlock = place.id
            change.madeTask = taskID
            return (change, task)
        }
    }

    /// Tells how far a task is. A final state stays, progress doesn't go back, and what is told twice
    /// is one event. Returns the task as it is now.
    ///
    /// - Parameters:
    ///   - progress: From 0 to 1; nil if there is nothing new.
    ///   - content: What a completed task brought: it gets the place that was held for it. Without
    ///     one that place is given up.
    ///   - error: Why a task failed.
    ///   - completesMessage: Whether the message is complete, in the same step, if the task ends with it.
    /// - Throws: ``MessagesError`` if there is no such task, or the message is gone or complete;
    ///   `RedisError`.
    @discardableResult
    public func updateTask(
        _ taskID: String, _ state: TaskState, progress: Double? = nil,
        content: ContentBlock? = nil, error: String? = nil, completesMessage: Bool = false
    ) async throws -> MessageTask {
        try require(taskID, "task_id")
        if let progress { try require(progress, in: 0...1, "progress") }
        let news = TaskNews(state: state, progress: progress, content: content, error: error)
        let time = store.now
        return try await update { snapshot in
            guard let old = snapshot.task(taskID) else {
                throw MessagesError.taskMissing(taskID, id)
            }
            guard let task = news.applied(to: old, at: time) else { return (nil, old) }
            var change = change(snapshot, task, news)
            if task.state.isFinal {
                change.endsRun = taskID == run?.taskID
                if completesMessage { change.complete(after: task) }
            }
            return (change, task)
        }
    }

    private func change(
        _ snapshot: MessageSnapshot, _ task: MessageTask, _ news: TaskNews
    ) -> MessageChange {
        var payload = task.payload
        var tasks = snapshot.taskTable
        tasks.set(task)
        guard task.state == .completed else {
            var change = MessageChange(
                task.state == .failed ? .taskFailed : .taskProgress, payload)
            change.tasks = tasks
            return change
        }
        var content = news.content
        if !task.contentID.isEmpty { content?.id = task.contentID }
        var blocks = snapshot.blockList
        let separated = content.map(store.separated)
        payload["content"] = separated.map { .object($0.kept.json) } ?? .null
        payload["content_id"] = .string(task.contentID)
        let hadPlace = blocks.replace(task.contentID, by: separated?.kept)
        var change = MessageChange(.taskCompleted, payload)
        if !hadPlace, let kept = separated?.kept {
            blocks.append(kept)
            change.madeBlock = kept.id
        }
        change.tasks = tasks
        change.blocks = blocks
        change.largeContent = separated?.large
        return change
    }
}

extension MessageChange {
    /// Lets the message be complete with the end of a task; why one failed is told before.
    fileprivate mutating func complete(after task: MessageTask) {
        completes = true
        if let error = task.error {
            following.append(MessageChange(.error, ["error": .string(error)]))
        }
        following.append(.completing)
    }
}

/// What is told of a task.
private struct TaskNews {
    let state: TaskState
    let progress: Double?
    let content: ContentBlock?
    let error: String?

    /// Returns a task with the news; nil if there are none for it.
    func applied(to old: MessageTask, at time: String) -> MessageTask? {
        guard !old.state.isFinal else { return nil }
        var task = old
        // A worker that was late doesn't put the task back.
        if state != .pending { task.state = state }
        task.progress = max(old.progress, state == .completed ? 1 : progress ?? 0)
        task.error = state == .failed ? error ?? "the task failed" : old.error
        guard task != old else { return nil }
        task.updatedAt = time
        return task
    }
}
