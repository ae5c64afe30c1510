import MartletLoop
import Testing

@Suite struct LoopTests {
    @Test func runsOnTheCallingThread() throws {
        let loop = try Loop()
        var ran = 0
        let timer = try Timer(on: loop) {
            ran += 1
            #expect(TestSystem.isBrokenPipeBlocked)
            loop.stop()
            loop.stop()
        }
        timer.start(afterMilliseconds: 0)
        loop.run()
        #expect(ran == 1)
        #expect(!TestSystem.isBrokenPipeBlocked)
        #expect(!loop.mailbox.post { _ in })
        loop.run()
    }

    @Test func stoppedLoopOpensNothing() throws {
        let loop = try Loop()
        loop.stop()
        #expect(throws: UVError.self) { try Timer(on: loop) {} }
        #expect(throws: ListenError.self) {
            try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { _ in }
        }
    }

    @Test func loopThatNeverRanFreesItsPort() throws {
        var loop: Loop? = try Loop()
        var port = 0
        if let loop {
            port = try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { _ in }.port
        }
        loop = nil
        #expect(throws: TestClient.ConnectError.self) { try TestClient(port: port) }
    }

    @Test func callsTheHookEachTimeRound() throws {
        let loop = try Loop()
        var calls: [String] = []
        let timer = try Timer(on: loop) {
            calls.append("timer")
            if calls.count > 3 { loop.stop() }
        }
        loop.beforeBlocking = {
            if calls.last != "hook" { calls.append("hook") }
        }
        timer.start(afterMilliseconds: 0, repeatMilliseconds: 1)
        loop.run()
        #expect(calls.prefix(4).contains("hook"))
        #expect(loop.beforeBlocking == nil)
    }

    @Test func spinsWhenAskedTo() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let client = try TestClient(port: server.port)
        for spin in [0, 50, 1000, 0] {
            let former = await server.run { loop in
                loop.spinMicroseconds = spin
                return loop.spinMicroseconds
            }
            #expect(former == spin)
            for _ in 0..<20 {
                client.send("ping")
                #expect(client.text(4) == "ping")
            }
        }
        server.stop()
        #expect(events.count == 0)
    }

    /// In the middle of what it has called, a loop looks after the others.
    @Test func turnsInTheMiddle() throws {
        let loop = try Loop()
        var calls: [String] = []
        let other = try Timer(on: loop) { calls.append("other") }
        let timer = try Timer(on: loop) {
            calls.append("begin")
            other.start(afterMilliseconds: 1)
            while calls.count < 2 { loop.turn() }
            loop.mailbox.post { loop in loop.stop() }
            loop.turn()
            calls.append("end")
        }
        loop.beforeBlocking = { if calls.count % 2 == 1 { calls.append("hook") } }
        timer.start(afterMilliseconds: 0)
        loop.run()
        #expect(calls.filter { $0 != "hook" } == ["begin", "other", "end"])
        #expect(calls.firstIndex(of: "hook") != 1)
    }

    /// What was read is not overwritten by what is read in the middle.
    @Test func turnsHaveABufferOfTheirOwn() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        let clients = try (0..<2).map { _ in try TestClient(port: server.port) }
        await server.run { loop in loop.turn() }
        for client in clients { client.send("ping") }
        for client in clients { #expect(client.text(4) == "ping") }
        server.stop()
        #expect(events.count == 0)
    }

    @Test func manyLoopsShareNothing() throws {
        let servers = try (0..<10).map { _ in
            let events = Events()
            return (events, try TestServer(telling: events))
        }
        for (_, server) in servers {
            let client = try TestClient(port: server.port)
            client.send("x")
            #expect(client.text(1) == "x")
        }
        for (events, server) in servers {
            server.stop()
            #expect(events.count == 0)
        }
    }

    @Test func timeGoesForward() throws {
        let loop = try Loop()
        let before = loop.now
        let timer = try Timer(on: loop) { loop.stop() }
        timer.start(afterMilliseconds: 2)
        loop.run()
        #expect(loop.now >= before + 2)
    }
}
