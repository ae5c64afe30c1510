import MartletClient
import Synchronization

/// The readers of an instance: one for each message that it has subscribers of, however many those are.
/// So a thousand streams of a message to browsers cost one connection to Redis.
final class StreamHub: Sendable {
    private struct Reader {
        /// Tells the reader from one of the same message that was there before.
        let number: Int
        let task: Task<Void, Never>
        var mailboxes: [ObjectIdentifier: EventQueue] = [:]
    }

    private struct State {
        var readers: [MessagePlace: Reader] = [:]
        var begun = 0
    }

    let store: SnapshotStore
    private let state = Mutex(State())

    init(_ store: SnapshotStore) {
        self.store = store
    }

    deinit {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.task.cancel() }
    }

    /// How many streams are read at this moment.
    var readerCount: Int { state.withLock { $0.readers.count } }

    /// How many readers were begun until now.
    var begunCount: Int { state.withLock { $0.begun } }

    /// Lets a mailbox get the events of a message from now on. Returns whether there was no reader: then
    /// it gets all that are behind `last`.
    func join(_ mailbox: EventQueue, _ place: MessagePlace, after last: EventID) -> Bool {
        state.withLock { state in
            let isNew = state.readers[place] == nil
            if isNew {
                state.begun += 1
                let number = state.begun
                let reader = StreamReader(store: store, place: place)
                let task = Task { [weak self] in
                    await reader.run(after: last) { self?.pass($0, of: place, number) }
                }
                state.readers[place] = Reader(number: number, task: task)
            }
            state.readers[place]?.mailboxes[ObjectIdentifier(mailbox)] = mailbox
            return isNew
        }
    }

    /// Lets a mailbox get no more events. The last one ends the reader.
    func leave(_ mailbox: EventQueue, _ place: MessagePlace) {
        let task = state.withLock { state -> Task<Void, Never>? in
            state.readers[place]?.mailboxes[ObjectIdentifier(mailbox)] = nil
            guard let reader = state.readers[place], reader.mailboxes.isEmpty else { return nil }
            state.readers[place] = nil
            return reader.task
        }
        task?.cancel()
    }

    /// Passes on what a reader found.
    private func pass(_ finding: StreamReader.Finding, of place: MessagePlace, _ number: Int) {
        let mailboxes = state.withLock { state -> [EventQueue] in
            guard let reader = state.readers[place], reader.number == number else { return [] }
            if finding.isLast { state.readers[place] = nil }
            return Array(reader.mailboxes.values)
        }
        for mailbox in mailboxes {
            switch finding {
            case .events(let events): mailbox.offer(events)
            case .nothing(let ping): mailbox.offerPing(ping)
            case .gap, .end: mailbox.makeLook()
            case .failure(let error): mailbox.fail(error)
            }
        }
    }
}
