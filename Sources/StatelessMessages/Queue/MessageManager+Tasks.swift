public import LayerSupport

/// Tasks for workers.
extension MessageManager {
    /// Begins a task of a message, and puts it into a queue; returns the task. Called again with the same
    /// id, as after an error, it is begun once; a worker that gets it twice does it once.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete; `RedisError`: if the queue can't
    ///   be reached, the task has failed, as far as that can be written.
    @discardableResult
    public func submitTask(
        _ taskID: String = ContentBlock.newID(), type: String, content: ContentKind = .text,
        parameters: JSONObject = [:], to message: Message, through queue: any TaskQueue
    ) async throws -> MessageTask {
        let task = try await message.startTask(
            taskID, type: type, content: content, parameters: parameters)
        guard !task.state.isFinal else { return task }
        do {
            try await queue.add(TaskJob(messageID: message.id, taskID: taskID))
        } catch {
            // That this fails too is no news.
            _ = try? await message.updateTask(taskID, .failed, error: "\(error)")
            throw error
        }
        return task
    }
}
