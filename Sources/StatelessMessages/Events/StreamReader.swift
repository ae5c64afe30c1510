import LayerSupport
import MartletClient

/// Reads a message's stream for all subscribers of an instance.
struct StreamReader: Sendable {
    /// What comes of it.
    enum Finding: Sendable {
        /// Events, which follow those before.
        case events([StreamEvent])
        /// Nothing happened for a while.
        case nothing(StreamEvent)
        /// Something is missing: the subscribers have to look themselves.
        case gap
        /// Nothing will come any longer; the subscribers have to look what is the last.
        case end
        /// The stream can't be read.
        case failure(any Error)

        /// Whether the reader ends with it.
        var isLast: Bool {
            switch self {
            case .end, .failure: true
            case .events, .nothing, .gap: false
            }
        }
    }

    let store: SnapshotStore
    let place: MessagePlace

    /// How often a stream is looked at when there is no connection left to wait on.
    private static let pollInterval = Duration.milliseconds(200)

    /// Reads what comes behind an id, until the message ends or the task is cancelled.
    func run(after start: EventID, _ report: (Finding) -> Void) async {
        var last = start
        var sequence: Int?
        var failures = 0
        while !Task.isCancelled {
            do {
                let entries = try await read(after: last)
                failures = 0
                if entries.isEmpty {
                    guard try await isOpen() else { return report(.end) }
                    report(
                        .nothing(.ping(place, sequence: sequence ?? 0, at: store.now)))
                    continue
                }
                let events = entries.compactMap(StreamEvent.init)
                last = entries.last.flatMap { EventID($0.id) } ?? last
                report(isGap(events, after: sequence) ? .gap : .events(events))
                sequence = events.last?.sequence ?? sequence
                if events.contains(where: { $0.type == .messageEnd }) { return report(.end) }
            } catch {
                failures += 1
                guard await isWorthTrying(error, failures) else {
                    return Task.isCancelled ? () : report(.failure(error))
                }
            }
        }
    }

    /// Waits for entries, on a connection of its own; if none is left, looks now and then.
    private func read(after last: EventID) async throws -> [RedisStreamEntry] {
        let stream = store.streamKey(place)
        let interval = store.options.pingInterval
        do {
            return try await store.client.xread(
                stream, after: last.description, count: SnapshotStore.pageLength,
                block: .atMost(interval))
        } catch let error as RedisError where error.code == .queueFull {
            var waited = Duration.zero
            while true {
                let entries = try await store.client.xread(
                    stream, after: last.description, count: SnapshotStore.pageLength)
                guard entries.isEmpty, waited < interval else { return entries }
                try await store.clock.sleep(for: Self.pollInterval)
                waited += Self.pollInterval
            }
        }
    }

    /// Returns whether the message is there, and not complete.
    private func isOpen() async throws -> Bool {
        let fields =
            try await store.client.send(
                .hmget(store.messageKey(place), ["message_id", "is_complete"])
            ).elements ?? []
        return fields.first?.isNull == false && fields.last?.text != "1"
    }

    /// Returns whether there are numbers missing before the events: then the stream may have been cut
    /// while nobody looked. Programs that count otherwise cost a look, no more.
    private func isGap(_ events: [StreamEvent], after sequence: Int?) -> Bool {
        guard let sequence, let next = events.first?.sequence else { return false }
        let (step, isTooLong) = next.subtractingReportingOverflow(sequence)
        return isTooLong || step > 1
    }

    /// Waits before the next attempt; returns whether it is worth one.
    private func isWorthTrying(_ error: any Error, _ failures: Int) async -> Bool {
        guard let error = error as? RedisError, error.isUnavailable,
            failures < store.options.readAttempts
        else { return false }
        let delay = min(
            store.options.readBackoff * (1 << min(failures - 1, 20)), .seconds(2))
        do { try await store.clock.sleep(for: delay) } catch { return false }
        return true
    }
}
