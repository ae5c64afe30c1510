import MartletLoop
import Testing

@Suite struct ListenerTests {
    @Test func portInUseIsAnError() throws {
        let loop = try Loop()
        let port = try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { _ in }.port
        let error = #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: port)) { _ in }
        }
        #expect(error?.description == "bind: Address already in use")
        #expect(error?.cause.name == "EADDRINUSE")
        #expect(error?.step == .bind)
    }

    @Test func bothFamiliesHaveTheSamePort() async throws {
        let loop = try Loop()
        let events = Events()
        var port = 0
        for host in ["*", "::*"] {
            port = try Listener(on: loop, at: .tcp(host: host, port: port)) { stream in
                events.tell(host)
                stream.close()
            }.port
        }
        #expect(port > 0)
        let thread = try LoopThread(running: loop)
        #expect(try TestClient(port: port).receive().isEmpty)
        #expect(await events.next() == "*")
        #expect(try TestClient(port: port, usesIPv6: true).receive().isEmpty)
        #expect(await events.next() == "::*")
        thread.stop()
        thread.join()
    }

    @Test func namesAreLookedUp() throws {
        let loop = try Loop()
        let listener = try Listener(on: loop, at: .tcp(host: "localhost", port: 0)) { _ in }
        #expect(listener.port > 0)
        #expect(listener.address == .tcp(host: "localhost", port: listener.port))
    }

    @Test(arguments: ["", "no such host", "256.1.1.1", "::g"])
    func unknownHostIsAnError(host: String) throws {
        let loop = try Loop()
        let error = #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: host, port: 0)) { _ in }
        }
        #expect(error?.step == .resolve)
    }

    @Test(arguments: [-1, 65536, Int.max])
    func badPortIsAnError(port: Int) throws {
        let loop = try Loop()
        #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: port)) { _ in }
        }
    }

    @Test func foreignAddressIsAnError() throws {
        let loop = try Loop()
        let error = #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: "192.0.2.1", port: 0)) { _ in }
        }
        #expect(error?.cause.name == "EADDRNOTAVAIL")
    }

    @Test func unixSocketTakesItsPathAndGivesItBack() async throws {
        let path = TestSystem.socketPath("path")
        TestSystem.makeFile(at: path)
        let loop = try Loop()
        let listener = try Listener(on: loop, at: .unix(path: path, permissions: 0o700)) { stream in
            stream.write([65].span)
            stream.closeWhenSent()
        }
        #expect(listener.port == 0)
        #expect(TestSystem.permissions(at: path) == 0o700)
        let thread = try LoopThread(running: loop)
        #expect(try TestClient(path: path).text() == "A")
        thread.stop()
        thread.join()
        #expect(TestSystem.permissions(at: path) == nil)
    }

    @Test func unixPathsHaveALimit() throws {
        let loop = try Loop()
        let error = #expect(throws: ListenError.self) {
            let path = "/tmp/" + String(repeating: "x", count: 200)
            _ = try Listener(on: loop, at: .unix(path: path)) { _ in }
        }
        #expect(error?.description == "bind: File name too long")
    }

    @Test func closedListenerRefuses() throws {
        let loop = try Loop()
        let listener = try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { _ in }
        listener.close()
        listener.close()
        #expect(throws: TestClient.ConnectError.self) { try TestClient(port: listener.port) }
    }

    /// Who comes when there is no descriptor waits and is served later; the others go on.
    @Test func acceptsAgainWhenDescriptorsAreBack() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let events = Events()
            var event: String?
            let loop = try Loop()
            let listener = try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { stream in
                stream.handler = TestHandler(events: events)
            }
            listener.didPause = { error in events.tell("paused \(error.name)") }
            let port = listener.port
            let thread = try LoopThread(running: loop)
            let first = try TestClient(port: port)
            first.send("a")
            precondition(first.text(1) == "a")
            event = await events.next()
            precondition(event == "read a")

            TestSystem.limitDescriptors(toMore: 10)
            var spare: [Int32] = []
            while case let descriptor = TestSystem.openDescriptor(), descriptor >= 0 {
                spare.append(descriptor)
            }
            spare.popLast().map(TestSystem.closeDescriptor)
            let second = try TestClient(port: port)
            event = await events.next()
            precondition(event == "paused EMFILE")
            first.send("b")
            precondition(first.text(1) == "b")

            spare.popLast().map(TestSystem.closeDescriptor)
            second.send("c")
            precondition(second.text(1) == "c")
            spare.forEach(TestSystem.closeDescriptor)
            thread.stop()
            thread.join()
            precondition(events.count == 0)
            TestSystem.exitNormally()
        }
    }
}
