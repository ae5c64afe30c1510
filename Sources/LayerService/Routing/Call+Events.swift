import Hummingbird
import LayerSupport
import Logging
import ServiceLifecycle

extension Call {
    /// Answers with a stream of events.
    ///
    /// It ends when `produce` returns, when the client is gone or takes nothing any more, when the
    /// instance is being stopped, or when it has lasted as long as a stream may; a client that isn't
    /// through then asks again, any instance, and says where it was. Nothing happens before the answer
    /// is written: not for HEAD.
    ///
    /// - Parameter produce: Makes the events. If it throws, the client is told by an event.
    /// - Throws: ``ServiceProblem`` if there are too many streams.
    func events(
        _ produce: @escaping @Sendable (EventPipe) async throws -> Void
    ) throws -> Response {
        let place = try layers.streams.take()
        let call = self
        let body = ResponseBody { writer in
            try await call.write(to: &writer, produce)
            withExtendedLifetime(place) {}
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                // The body of the request was waited for its end, and so the connection has none.
                .connection: "close",
            ], body: body)
    }

    private func write(
        to writer: inout any ResponseBodyWriter,
        _ produce: @escaping @Sendable (EventPipe) async throws -> Void
    ) async throws {
        let pipe = EventPipe()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.run(produce, pipe) }
            group.addTask { await self.watch(pipe) }
            group.addTask {
                let longest = Duration.seconds(layers.settings.streamSeconds)
                if (try? await layers.clock.sleep(for: longest)) != nil { pipe.finish() }
            }
            defer {
                pipe.finish()
                group.cancelAll()
            }
            // Half a second after a loss is soon enough for a browser to come back.
            try await writer.write(ByteBuffer(string: "retry: 500\n\n"))
            try await request.body.consumeWithInboundCloseHandler { _ in
                try await withGracefulShutdownHandler {
                    while let text = await pipe.next() {
                        try await writer.write(ByteBuffer(string: text))
                    }
                } onGracefulShutdown: {
                    pipe.finish()
                }
            } onInboundClosed: {
                pipe.finish()
            }
        }
        try await writer.finish(nil)
    }

    /// Gives signs of life, and ends the connection of a client that takes nothing of what is sent.
    private func watch(_ pipe: EventPipe) async {
        let pause = layers.settings.pingSeconds
        var stuckSeconds = 0
        while (try? await layers.clock.sleep(for: .seconds(pause))) != nil {
            pipe.pingIfIdle()
            stuckSeconds = pipe.isStuck() ? stuckSeconds + pause : 0
            guard stuckSeconds < layers.settings.idleSeconds else {
                return context.connection.channel.close(promise: nil)
            }
        }
    }

    private func run(
        _ produce: @Sendable (EventPipe) async throws -> Void, _ pipe: EventPipe
    ) async {
        do {
            try await produce(pipe)
        } catch {
            if !(error is CancellationError) { await tell(error, pipe) }
        }
        pipe.finish()
    }

    private func tell(_ error: any Error, _ pipe: EventPipe) async {
        let problem = ServiceProblem(cause: error)
        if problem == nil { context.logger.error("a stream has failed: \(error)") }
        let data = (problem ?? .internalError).json.text(.compact)
        try? await pipe.send(ServerSentEvent(name: "PROBLEM", data: data).text)
    }
}
