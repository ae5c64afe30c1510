package import LayerSupport
import NIOCore
import NIOPosix

/// A connection to the service that shows each byte, and sends whatever it is told to.
package final class WireClient {
    private let channel: any Channel
    private var chunks: AsyncThrowingStream<[UInt8], any Error>.Iterator
    private var buffer: [UInt8] = []
    package private(set) var isAtEnd = false

    /// That the other side did what it may not do.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// Connects to a service of this machine.
    ///
    /// - Parameter isDeaf: Whether it takes nothing until ``listen()`` is called; the system keeps but
    ///   little for it then.
    package init(port: Int, isDeaf: Bool = false) async throws {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if isDeaf {
            bootstrap = bootstrap.channelOption(.autoRead, value: false)
                .channelOption(.socketOption(.so_rcvbuf), value: 4096)
        }
        channel =
            try await bootstrap
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        chunks = stream.makeAsyncIterator()
    }

    deinit {
        channel.close(promise: nil)
    }

    /// Begins to take what comes.
    package func listen() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    package func write(_ text: String) async throws {
        try await write(Array(text.utf8))
    }

    package func write(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    package func close() async {
        try? await channel.close()
    }

    /// Reads an answer with its body.
    package func readReply(to method: String = "GET") async throws -> WireReply {
        var reply = try await readHead()
        if method == "HEAD" || reply.status == 204 { return reply }
        if reply.headers["transfer-encoding"] == "chunked" {
            while let chunk = try await readChunk() { reply.body += chunk }
        } else if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
            reply.body = try await read(length)
        }
        return reply
    }

    /// Reads an answer up to its body.
    package func readHead() async throws -> WireReply {
        let lines = try await readLines()
        let words = lines[0].split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else {
            throw Failure(description: "no status: \(lines)")
        }
        var reply = WireReply(status: status)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            reply.headers[line[..<colon].lowercased()] = String(value)
        }
        return reply
    }

    /// Reads a piece of a body; nil at its end.
    package func readChunk() async throws -> [UInt8]? {
        guard let size = Int(try await readLine(), radix: 16) else {
            throw Failure(description: "no size of a chunk")
        }
        let chunk = try await read(size)
        _ = try await readLine()
        return size == 0 ? nil : chunk
    }

    /// Returns whether the other side has closed the connection.
    package func isClosed() async throws -> Bool {
        while try await fill() {}
        return isAtEnd
    }

    private func readLines() async throws -> [String] {
        var lines: [String] = []
        while true {
            let line = try await readLine()
            if line.isEmpty { return lines.isEmpty ? [""] : lines }
            lines.append(line)
        }
    }

    private func readLine() async throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 1)
                return line.hasSuffix("\r") ? String(line.dropLast()) : line
            }
            guard try await fill() else { throw Failure(description: "the connection has ended") }
        }
    }

    private func read(_ count: Int) async throws -> [UInt8] {
        while buffer.count < count {
            guard try await fill() else { throw Failure(description: "the connection has ended") }
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private func fill() async throws -> Bool {
        guard let chunk = try await chunks.next() else {
            isAtEnd = true
            return false
        }
        buffer += chunk
        return true
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation

        init(_ continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) {
            continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            continuation.finish()
            context.close(promise: nil)
        }
    }
}

/// An answer as it comes.
package struct WireReply: Sendable {
    package var status: Int
    package var headers: [String: String] = [:]
    package var body: [UInt8] = []

    package var text: String { String(decoding: body, as: UTF8.self) }
    package var json: JSONValue { (try? JSONParser.value(of: body)) ?? .null }
    /// The field that an error names.
    package var field: String? { json["field"]?.stringValue }
}
