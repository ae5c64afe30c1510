import Foundation
import MartletRESP

/// Runs a case on one server.
package struct CaseExecution {
    let test: ConformanceCase
    let version: SpokenProtocol
    let address: ServerAddress
    private var connections: [String: ServerConnection] = [:]
    private var record = CaseRecord()
    private var recalled = RecalledReplies()
    /// How long a reply may take.
    private let patience: Duration

    /// Runs a case from an empty server to its keyspace.
    package static func run(
        _ test: ConformanceCase, in version: SpokenProtocol, on address: ServerAddress,
        patience: Duration = .seconds(5)
    ) throws -> CaseRecord {
        var execution = CaseExecution(
            test: test, version: version, address: address, patience: patience)
        try execution.clear()
        for step in test.steps { try execution.perform(step) }
        execution.closeAll()
        execution.record.keyspace = KeyspaceReader.read(address)
        return execution.record
    }

    private init(
        test: ConformanceCase, version: SpokenProtocol, address: ServerAddress, patience: Duration
    ) {
        self.test = test
        self.version = version
        self.address = address
        self.patience = patience
    }

    /// Empties the server over a connection that is gone when the case begins.
    private func clear() throws {
        let control = try ServerConnection(address)
        if let password = address.password { _ = control.execute("AUTH", password) }
        _ = control.execute("FLUSHALL")
        control.finishSending()
        _ = control.receiveAll()
    }

    private mutating func connection(_ name: String) throws -> ServerConnection {
        if let connection = connections[name] { return connection }
        let connection = try ServerConnection(address)
        // A server with a password that the variant does not name is opened for the case.
        if let password = address.password, test.variant.password == nil {
            _ = connection.execute("AUTH", password)
        }
        if version == .resp3 { _ = connection.execute("HELLO", "3") }
        connections[name] = connection
        return connection
    }

    private mutating func perform(_ step: CaseStep) throws {
        if case .wait(let milliseconds) = step.action {
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            return
        }
        var replies: [ServerConnection.Received] = []
        for name in step.connections {
            let connection = try connection(name)
            let reply = perform(step, on: connection)
            recalled.keep(reply.bytes, of: name)
            replies.append(reply)
            if step.action == .close { connections[name] = nil }
        }
        record.steps.append(CaseRecord.StepRecord(line: step.line, replies: replies))
    }

    private func perform(
        _ step: CaseStep, on connection: ServerConnection
    ) -> ServerConnection.Received {
        switch step.action {
        case .command(let words):
            return execute(step, CommandEncoder.encode(recalled.fill(words)), on: connection)
        case .raw(let bytes, let split):
            if split {
                for byte in bytes { connection.send([byte]) }
                return receive(step, on: connection)
            }
            let reply = execute(step, bytes, on: connection)
            // So that the next bytes are another read of the server.
            if step.expectation == .nothing { Thread.sleep(forTimeInterval: 0.002) }
            return reply
        case .scan(let words): return scan(words, on: connection)
        case .receive, .wait: return receive(step, on: connection)
        case .close:
            connection.finishSending()
            return connection.receiveAll(within: patience)
        }
    }

    private func receive(
        _ step: CaseStep, on connection: ServerConnection
    ) -> ServerConnection.Received {
        switch step.expectation {
        case .reply: connection.receiveReply(within: patience)
        case .values(let count): connection.receive(values: count, within: patience)
        case .closed: connection.receiveAll(within: patience)
        case .nothing: ServerConnection.Received(bytes: [], ending: .arrived)
        }
    }

    private func execute(
        _ step: CaseStep, _ bytes: [UInt8], on connection: ServerConnection
    ) -> ServerConnection.Received {
        if step.draws > 1 { return draw(step, bytes, on: connection) }
        let deadline = ContinuousClock.now + patience
        while true {
            connection.send(bytes)
            let received = receive(step, on: connection)
            let isDone =
                step.untilPrefixes.isEmpty || received.ending != .arrived
                || step.untilPrefixes.contains { received.bytes.starts(with: $0) }
            if isDone || ContinuousClock.now > deadline { return received }
            Thread.sleep(forTimeInterval: 0.003)
        }
    }

    /// Repeats a command and returns all its replies in a row.
    private func draw(
        _ step: CaseStep, _ bytes: [UInt8], on connection: ServerConnection
    ) -> ServerConnection.Received {
        var all = ServerConnection.Received(bytes: [], ending: .arrived)
        var missing = step.draws
        while missing > 0, all.ending == .arrived {
            let batch = min(missing, 50)
            connection.send([UInt8](repeatElement(bytes, count: batch).joined()))
            let received = connection.receive(values: batch, within: patience)
            all.bytes += received.bytes
            all.ending = received.ending
            missing -= batch
        }
        return all
    }

    /// Follows a cursor to its end; the elements come sorted, each once, as one array.
    private func scan(
        _ words: [[UInt8]], on connection: ServerConnection
    ) -> ServerConnection.Received {
        var words = words
        let position = words.firstIndex(of: [UInt8(ascii: "0")]) ?? 1
        var elements: Set<[UInt8]> = []
        for _ in 0..<100_000 {
            connection.send(CommandEncoder.encode(words))
            let received = connection.receiveReply(within: patience)
            guard let page = ReplyNode(received.bytes), page.children.count == 2 else {
                return received
            }
            for element in page.children[1].children { elements.insert(element.serialized) }
            words[position] = page.children[0].payload
            if words[position] == [UInt8(ascii: "0")] { break }
        }
        let sorted = elements.sorted { $0.lexicographicallyPrecedes($1) }
        let bytes = Array("*\(sorted.count)\r\n".utf8) + sorted.joined()
        return ServerConnection.Received(bytes: bytes, ending: .arrived)
    }

    /// Ends all connections, and keeps what nobody has read.
    private mutating func closeAll() {
        for (name, connection) in connections {
            connection.finishSending()
            let rest = connection.receiveAll(within: patience)
            if !rest.bytes.isEmpty { record.leftovers[name] = rest.bytes }
        }
        connections = [:]
    }
}
