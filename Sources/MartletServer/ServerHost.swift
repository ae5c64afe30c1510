import Logging
import MartletEngine
import MartletLoop
import MartletRDB
import Synchronization

/// What an engine asks of the server around it.
package final class ServerHost: Host {
    private struct State {
        var server: LoopBound<ServerLoop>?
        var mailbox: Mailbox?
        var isWaking = false
        var facts = HostFacts()
        var statistics: ConnectionStatistics?
        var memory = MemoryGauge()
    }

    private let state: Mutex<State>
    private let environment: ServerEnvironment
    private let logger: Logger

    /// Makes a host that writes to `logger` under the engine's lock.
    package init(_ environment: ServerEnvironment = ServerEnvironment(), logger: Logger) {
        self.environment = environment
        self.logger = logger
        var facts = environment.facts
        facts.addProcessNames()
        state = Mutex(State(facts: facts))
    }

    /// Makes the host act on `server`.
    func attach(_ server: ServerLoop) {
        let bound = LoopBound(server, to: server.loop)
        state.withLock { state in
            state.server = bound
            state.mailbox = server.loop.mailbox
            state.statistics = server.statistics
            state.facts.tcpPort = server.port
            state.memory.tell(&state.facts)
            state.facts.startupAllocatedCount = state.facts.allocatedCount
        }
    }

    package func wake() {
        let mailbox = state.withLock { state -> Mailbox? in
            if state.isWaking { return nil }
            state.isWaking = true
            return state.mailbox
        }
        mailbox?.post { [self] _ in
            state.withLock { state in state.isWaking = false }
            server?.value.work()
        }
    }

    package func passTime(whileServing client: ClientHandle) {
        if let server, server.isOnThread { server.value.turn(inScriptOf: client) }
        EngineClock.rest()
    }

    package func shutDown(_ request: ShutdownRequest) {
        onLoop { server in server.shutDown() }
    }

    package func apply(
        _ new: borrowing Settings, replacing old: borrowing Settings
    ) throws(ReplyError) {
        try changeProcess(new, old)
        let (new, old) = (copy new, copy old)
        if let server, server.isOnThread {
            do throws(ReplyError) {
                try server.value.apply(new, replacing: old)
            } catch {
                try? changeProcess(old, new)
                throw error
            }
        } else {
            onLoop { server in try? server.apply(new, replacing: old) }
        }
        environment.logSink?.configure(new)
        let port = new.port
        state.withLock { state in if old.port != port { state.facts.tcpPort = port } }
    }

    /// Applies what concerns the process rather than its sockets.
    private func changeProcess(
        _ new: borrowing Settings, _ old: borrowing Settings
    ) throws(ReplyError) {
        if environment.changesDirectory, new.directory != old.directory {
            do throws(FileSystem.Failure) {
                try FileSystem.changeDirectory(to: new.directory)
            } catch {
                throw .configSetFailed(Array("dir".utf8), error.text)
            }
        }
        if new.maxClients > old.maxClients, let makeRoom = environment.makeRoomForClients {
            let most = makeRoom(new.maxClients)
            guard most >= new.maxClients else {
                throw .configSetFailed(
                    Array("maxclients".utf8),
                    "The operating system is not able to handle the specified number of clients,"
                        + " try with \(most)")
            }
        }
    }

    package func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {
        guard let file = environment.configurationFile else {
            throw ReplyError("ERR The server is running without a config file")
        }
        let password = settings.requirePass
        let secret = password.isEmpty ? "nopass" : "#\(SHA256.hexadecimal(of: password))"
        let user = "user default on \(secret) ~* &* +@all"
        try file.rewrite(copy settings, user: Array(user.utf8))
    }

    package func reload(_ call: inout CommandCall) throws(ReplyError) {
        try DataReload.run(&call)
    }

    package func log(_ message: String, _ level: Settings.LogLevel) {
        logger.log(level: level.loggerLevel, "\(message)")
    }

    package var facts: HostFacts {
        state.withLock { state in
            state.memory.tell(&state.facts)
            if let statistics = state.statistics { state.facts.add(statistics) }
            return state.facts
        }
    }

    package func usesMemory(beyond limit: UInt64) -> Bool {
        state.withLock { state in state.memory.isBeyond(limit) }
    }

    private var server: LoopBound<ServerLoop>? {
        state.withLock { state in state.server }
    }

    /// Calls `body` with the server, on its thread.
    private func onLoop(_ body: @escaping @Sendable (ServerLoop) -> Void) {
        let (server, mailbox) = state.withLock { state in (state.server, state.mailbox) }
        guard let server else { return }
        mailbox?.post { _ in body(server.value) }
    }
}
