import LayerSupport
import MartletClient

/// The events of a message as they come: those behind an id first, then new ones, until the message is
/// complete or gone.
///
///     for try await event in try manager.subscribe(to: "m1", in: "s1", after: lastID) {
///         try await response.write(event.serverSentEvent)
///     }
///
/// Each iterator begins anew. All of an instance share one reader of the stream, and each has a bounded
/// queue: a slow one reads the stream itself what it missed. If events aren't kept any longer that an
/// iterator has not had, the message as a whole comes in their place (``StreamEvent/snapshot``).
public struct MessageEvents: AsyncSequence, Sendable {
    let hub: StreamHub
    let place: MessagePlace
    let start: EventID?

    /// Makes an iterator.
    public func makeAsyncIterator() -> Iterator {
        Iterator(subscriber: EventSubscriber(hub, place, after: start))
    }

    /// Reads events.
    public struct Iterator: AsyncIteratorProtocol {
        let subscriber: EventSubscriber

        /// Returns the next event, once there is one; nil at the end.
        ///
        /// - Throws: `RedisError` if the stream can't be read; ``MessagesError`` if it isn't understood;
        ///   `CancellationError`.
        public mutating func next() async throws -> StreamEvent? {
            try await subscriber.next()
        }
    }
}

/// One subscriber. It is used by one task at a time.
final class EventSubscriber {
    private let hub: StreamHub
    private let place: MessagePlace
    private let mailbox: EventQueue
    /// What is to be returned next, the last first.
    private var ready: [StreamEvent] = []
    /// What was returned last, or is ready; nil before the first look if only new events count.
    private var last: EventID?
    private var hasJoined = false
    /// Whether the mailbox has all that comes behind `last`.
    private var isLive = false
    private var isOver = false
    private var hasLooked = false

    init(_ hub: StreamHub, _ place: MessagePlace, after start: EventID?) {
        self.hub = hub
        self.place = place
        last = start
        mailbox = EventQueue(limit: hub.store.options.subscriberBuffer)
    }

    deinit {
        if hasJoined { hub.leave(mailbox, place) }
    }

    func next() async throws -> StreamEvent? {
        while true {
            if let event = ready.popLast() {
                if event.type == .messageEnd { isOver = true }
                return event
            }
            if isOver {
                end()
                return nil
            }
            if isLive {
                try await receive()
            } else {
                try await look()
            }
        }
    }

    private func end() {
        if hasJoined { hub.leave(mailbox, place) }
        hasJoined = false
    }

    /// Takes what the reader left.
    private func receive() async throws {
        switch try await mailbox.next() {
        case .look: isLive = false
        case .events(let events):
            let new = events.filter { event in
                guard let place = event.place, let last else { return true }
                return place > last
            }
            last = new.last?.place ?? last
            ready = new.reversed()
        }
    }

    /// Reads a page of the stream. What comes behind its last page is the reader's to tell.
    private func look() async throws {
        if hasJoined { mailbox.reset() }
        let page = try await patiently { try await hub.store.page(place, after: last) }
        last = page.last
        ready = page.events.reversed()
        guard !page.isFull else { return }
        if page.isOver {
            isOver = true
        } else if hasJoined {
            isLive = true
        } else {
            hasJoined = true
            isLive = hub.join(mailbox, place, after: page.last)
        }
    }

    /// Tries to read some times, but the first time once only: whoever subscribes while Redis is away is
    /// told so at once.
    private func patiently(_ read: () async throws -> StreamPage) async throws -> StreamPage {
        var failures = 0
        while true {
            do {
                let page = try await read()
                hasLooked = true
                return page
            } catch let error as RedisError
                where error.isUnavailable && hasLooked
                && failures + 1 < hub.store.options.readAttempts
            {
                failures += 1
                let delay = hub.store.options.readBackoff * (1 << min(failures - 1, 20))
                try await hub.store.clock.sleep(for: min(delay, .seconds(2)))
            }
        }
    }
}
