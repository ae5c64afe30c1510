import Dispatch
import Martlet
import MartletRESP
import Synchronization

/// A line to a server in this program.
package final class InProcessLine: ClientLine {
    private let session: Martlet.Session

    init(_ server: Martlet) throws {
        session = try server.connect()
    }

    package func call(_ words: [String]) throws(LineFailure) -> RESPValue {
        do {
            guard Self.mayWait(words) else {
                return try session.reply(to: words.map { Array($0.utf8) })
            }
            return try wait(for: begin(words))
        } catch let error as MartletError where error.code != .closed {
            throw .unexpected("\(error)")
        } catch {
            throw .closed
        }
    }

    /// What waits is given up, and may have got its element before.
    package func callAndVanish(_ words: [String]) {
        if Self.mayWait(words) {
            let waiting = begin(words)
            waiting.cancel()
            _ = try? wait(for: waiting)
        } else {
            _ = try? call(words)
        }
        session.close()
    }

    private static func mayWait(_ words: [String]) -> Bool {
        words[0].hasPrefix("B") || words.contains("BLOCK")
    }

    private func begin(_ words: [String]) -> Task<RESPValue, any Error> {
        Task { [session] in
            try await session.executeBlocking(words.map { Array($0.utf8) })
        }
    }

    /// Waits on the client's own thread, which is none of those that tasks run on.
    ///
    /// - Throws: What the task threw.
    private func wait(for task: Task<RESPValue, any Error>) throws -> RESPValue {
        let outcome = Mutex<Result<RESPValue, any Error>?>(nil)
        let end = DispatchSemaphore(value: 0)
        Task {
            let result = await task.result
            outcome.withLock { $0 = result }
            end.signal()
        }
        end.wait()
        guard let result = outcome.withLock({ $0 }) else { throw LineFailure.closed }
        return try result.get()
    }
}

/// A server in this program.
package final class InProcessLines: LineSource {
    package let name = "Martlet in process"
    private let server: Martlet

    package init() throws {
        server = try Martlet.start(.inProcess)
    }

    package func open() throws -> any ClientLine { try InProcessLine(server) }
}
