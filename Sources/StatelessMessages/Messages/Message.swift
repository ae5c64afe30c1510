public import LayerSupport
import MartletClient
import Synchronization

/// A message in Redis, which any instance can change: each change and the event that tells of it are
/// made in one step, on top of whatever others made before.
///
///     let message = try await Message.loadOrCreate(client, "m1", in: "s1", role: .assistant)
///     try await message.appendText("Hello")
///     try await message.addContent(.code("print(1)", language: "python"))
///     try await message.complete()
///
/// What is read of it is ``snapshot``: the message as it was after the last call. A call that fails
/// changes nothing, unless its `RedisError` says that it may have run.
public final class Message: Sendable {
    /// What the message is found by.
    public let id: String
    /// The session that it belongs to.
    public let sessionID: String

    let store: SnapshotStore
    /// The worker's attempt that changes come from; nil if it is none.
    let run: TaskRun?
    private let state: Mutex<State>

    private struct State {
        var snapshot: MessageSnapshot
        /// When the way from the id to the session was renewed, in seconds since 1970.
        var routeRenewal: Double
    }

    init(_ store: SnapshotStore, _ snapshot: MessageSnapshot, run: TaskRun? = nil) {
        id = snapshot.messageID
        sessionID = snapshot.sessionID
        self.store = store
        self.run = run
        state = Mutex(
            State(snapshot: snapshot, routeRenewal: store.clock.secondsSince1970))
    }

    /// The message as it was after the last call.
    public var snapshot: MessageSnapshot { state.withLock { $0.snapshot } }

    /// The text.
    public var text: String { snapshot.text }

    /// The blocks besides the text, in order. Large ones are references.
    public var contentBlocks: [ContentBlock] { snapshot.contentBlocks }

    /// The tasks that haven't ended.
    public var pendingTasks: [MessageTask] { snapshot.pendingTasks }

    /// Whether nothing of the message changes any longer.
    public var isComplete: Bool { snapshot.isComplete }

    /// Reads the message anew, and returns it.
    ///
    /// - Throws: ``MessagesError`` if there is none any longer; `RedisError`.
    @discardableResult
    public func reload() async throws -> MessageSnapshot {
        guard let snapshot = try await store.load(place) else {
            throw MessagesError.messageMissing(id)
        }
        keep(snapshot)
        return snapshot
    }

    var place: MessagePlace { MessagePlace(id, in: sessionID) }

    /// Keeps what is known of the message, unless something newer is. One that was made anew after it had
    /// gone counts from 1 again.
    func keep(_ new: MessageSnapshot) {
        state.withLock { state in
            let old = state.snapshot
            if new.sequence >= old.sequence || new.createdAt != old.createdAt {
                state.snapshot = new
            }
        }
    }
}

/// Changes.
extension Message {
    /// Adds to the text. Nothing happens if there is nothing to add.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete; `RedisError`.
    public func appendText(_ delta: String) async throws {
        guard !delta.isEmpty else { return }
        try await make(.appending(delta))
    }

    /// Ends the message: nothing of it changes any longer, and its subscribers' sequences end. A message
    /// that is complete stays as it is.
    ///
    /// - Throws: ``MessagesError`` if the message is gone; `RedisError`.
    public func complete() async throws {
        switch try await attempt(.completing, to: snapshot) {
        case .done(let snapshot, _), .complete(let snapshot), .conflict(let snapshot):
            keep(snapshot)
        }
    }

    /// Tells the subscribers something that changes nothing of the message, such as an error.
    /// Returns the event's id.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete; `RedisError`.
    @discardableResult
    public func publish(_ type: EventType, _ payload: JSONObject = [:]) async throws -> String {
        try await make(MessageChange(type, payload))
    }

    /// Makes a change that depends on nothing; returns the event's id.
    @discardableResult
    private func make(_ change: MessageChange) async throws -> String {
        switch try await attempt(change, to: snapshot) {
        case .done(let snapshot, let eventID):
            keep(snapshot)
            return eventID
        case .complete(let snapshot), .conflict(let snapshot):
            keep(snapshot)
            throw MessagesError.messageComplete(id)
        }
    }

    /// Makes a change that `decide` finds, given the message as it is: anew if others came before, or if it
    /// finds something wrong that may be so no longer. Returns what `decide` does; without a change nothing
    /// happens.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete, or others came before at each
    ///   attempt; `RedisError`; what `decide` throws.
    func update<Result>(
        _ decide: (MessageSnapshot) throws -> (change: MessageChange?, result: Result)
    ) async throws -> Result {
        var (known, isNew) = (snapshot, false)
        for _ in 0..<max(1, store.options.attempts) {
            let (change, result): (MessageChange?, Result)
            do {
                (change, result) = try decide(known)
            } catch let error as MessagesError {
                // What isn't known here, another instance may have added.
                guard !isNew else { throw error }
                (known, isNew) = (try await reload(), true)
                continue
            }
            guard let change else { return result }
            switch try await attempt(change, to: known) {
            case .done(let snapshot, _):
                keep(snapshot)
                return result
            case .conflict(let snapshot):
                keep(snapshot)
                (known, isNew) = (snapshot, true)
            case .complete(let snapshot):
                keep(snapshot)
                // What isn't to be changed with the newest knowledge needs no error.
                let (change, result) = try decide(snapshot)
                guard change != nil else { return result }
                throw MessagesError.messageComplete(id)
            }
        }
        throw MessagesError(.contention, "others changed the message '\(id)' at each attempt")
    }

    private func attempt(
        _ change: MessageChange, to known: MessageSnapshot
    ) async throws -> ChangeOutcome {
        let outcome = try await store.apply(change, to: known, by: run)
        let seconds = store.clock.secondsSince1970
        let isDue = state.withLock { state in
            let isDue = seconds - state.routeRenewal > store.options.messageTTL / .seconds(2)
            if isDue { state.routeRenewal = seconds }
            return isDue
        }
        // The change was made: that the way to it could not be renewed is no error of the change.
        if isDue { try? await store.renewRoute(place) }
        return outcome
    }
}
