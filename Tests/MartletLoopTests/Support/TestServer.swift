import MartletLoop
import Synchronization
import Testing

/// A loop on a thread of its own, with a listener and what a test keeps there.
struct TestServer {
    let thread: LoopThread
    let mailbox: Mailbox
    let port: Int
    private let bench: LoopBound<TestBench>

    /// Calls `accept` with each connection, which the bench keeps a weak reference to.
    init(
        at address: ListenAddress = .tcp(host: "127.0.0.1", port: 0), keepAliveSeconds: Int = 0,
        accept: @escaping @Sendable (MartletLoop.Stream) -> Void
    ) throws {
        let loop = try Loop()
        let bench = LoopBound(TestBench(), to: loop)
        let listener = try Listener(on: loop, at: address) { stream in
            bench.value.streams.append(TestBench.Entry(stream: stream))
            accept(stream)
        }
        listener.keepAliveSeconds = keepAliveSeconds
        self.bench = bench
        port = listener.port
        mailbox = loop.mailbox
        thread = try LoopThread(running: loop)
    }

    /// Makes a server whose connections have handlers that tell `events`.
    init(
        telling events: Events,
        then act: @escaping @Sendable (MartletLoop.Stream) -> Void = { _ in }
    ) throws {
        try self.init { stream in
            stream.handler = TestHandler(events: events)
            act(stream)
        }
    }

    /// Returns what `body` returns on the loop's thread; nil if the loop has stopped.
    func run<Result: Sendable>(
        _ body: @escaping @Sendable (Loop) -> Result
    ) async -> Result? {
        await withCheckedContinuation { continuation in
            let isPosted = mailbox.post { loop in continuation.resume(returning: body(loop)) }
            if !isPosted { continuation.resume(returning: nil) }
        }
    }

    /// Returns what `body` returns for the stream that was accepted as number `index`; nil if it is
    /// gone.
    func withStream<Result: Sendable>(
        _ index: Int = 0, _ body: @escaping @Sendable (MartletLoop.Stream) -> Result
    ) async -> Result? {
        let bench = bench
        return await run { _ in bench.value.streams[index].stream.map(body) } ?? nil
    }

    func stop() {
        thread.stop()
        thread.join()
    }

    /// The number of streams in memory. Asked for when the loop has stopped.
    var streamCount: Int { bench.value.streams.count { $0.stream != nil } }
}

/// What a test keeps on the loop.
final class TestBench {
    struct Entry {
        weak var stream: MartletLoop.Stream?
    }

    var streams: [Entry] = []
}

/// What happened, in order.
final class Events: Sendable {
    let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    private let lives = Counter()

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func tell(_ event: String) {
        continuation.yield(event)
    }

    /// Waits for the next event.
    func next() async -> String? {
        for await event in stream { return event }
        return nil
    }

    /// Tells that no more comes; returns what has come and wasn't waited for.
    func rest() async -> [String] {
        continuation.finish()
        var rest: [String] = []
        for await event in stream { rest.append(event) }
        return rest
    }

    /// The number of objects that live.
    var count: Int { lives.count }

    func born() { lives.add() }

    func died() { lives.add(-1) }
}

/// A number that several threads count.
final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .sequentiallyConsistent) }

    func add(_ number: Int = 1) { value.add(number, ordering: .sequentiallyConsistent) }
}

/// Tells what a stream tells, and sends back what it reads.
final class TestHandler: StreamHandler {
    let events: Events

    init(events: Events) {
        self.events = events
        events.born()
    }

    deinit {
        events.died()
    }

    func stream(_ stream: MartletLoop.Stream, didRead bytes: Span<UInt8>) {
        stream.write(bytes)
        var text: [UInt8] = []
        for index in bytes.indices.prefix(20) { text.append(bytes[index]) }
        events.tell("read \(String(decoding: text, as: UTF8.self))")
    }

    func stream(_ stream: MartletLoop.Stream, didFillDestination count: Int) {
        events.tell("filled \(count)")
    }

    func streamDidClose(_ stream: MartletLoop.Stream) {
        events.tell("closed")
    }
}

/// Bytes to be sent as they are.
final class TestSource: WriteSource {
    let bytes: [UInt8]
    let events: Events

    init(_ bytes: [UInt8], _ events: Events) {
        self.bytes = bytes
        self.events = events
        events.born()
    }

    deinit {
        events.died()
    }

    func withBytes(_ body: (Span<UInt8>) -> Void) {
        let bytes = bytes
        body(bytes.span)
    }
}
