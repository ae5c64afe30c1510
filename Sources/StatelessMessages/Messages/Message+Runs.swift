import LayerSupport

/// Workers' attempts.
extension Message {
    /// Begins to work at a task: from now on what other workers change for it is refused. What they have
    /// made of the message is taken back, and its subscribers get it as a whole.
    ///
    /// Returns the message as the worker changes it, and the task; nil if that has ended.
    ///
    /// - Throws: ``MessagesError`` if there is no such task, or the message is gone or complete;
    ///   `RedisError`.
    func begin(_ taskID: String) async throws -> (message: Message, task: MessageTask)? {
        let time = store.now
        let begun: (run: TaskRun, task: MessageTask)? = try await update { snapshot in
            guard let old = snapshot.task(taskID) else {
                throw MessagesError.taskMissing(taskID, id)
            }
            guard !old.state.isFinal else { return (nil, nil) }
            var new = snapshot
            let (run, made) = new.runs.begin(taskID, &new.text)
            for block in made.blocks { _ = new.blockList.replace(block, by: nil) }
            for task in made.tasks { new.taskTable.remove(task) }
            var task = old
            task.state = .processing
            task.progress = 0
            task.updatedAt = time
            new.taskTable.set(task)
            let change = MessageChange.beginning(
                task, with: new, isAnew: !made.isEmpty, at: time)
            return (change, (run, task))
        }
        guard let begun else { return nil }
        return (Message(store, snapshot, run: begun.run), begun.task)
    }
}

extension MessageChange {
    /// Makes the change that a worker begins a task with. If others were at it before, what they made is
    /// not there any longer, and subscribers begin with the message as a whole.
    fileprivate static func beginning(
        _ task: MessageTask, with snapshot: MessageSnapshot, isAnew: Bool, at time: String
    ) -> MessageChange {
        var change = MessageChange(.taskProgress, task.payload)
        if isAnew {
            var told = snapshot
            told.sequence += 1
            told.updatedAt = time
            change = MessageChange(.messageStart, told.payload)
        }
        change.blocks = snapshot.blockList
        change.tasks = snapshot.taskTable
        change.outcome = snapshot
        return change
    }
}
