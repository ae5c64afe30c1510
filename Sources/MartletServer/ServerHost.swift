import MartletEngine
import MartletLoop
import Synchronization

/// What an engine asks of the server around it.
final class ServerHost: Host {
    private struct State {
        var mailbox: Mailbox?
        var isWaking = false
        var facts = HostFacts()
        var statistics: ConnectionStatistics?
        var didAskForShutdown: (@Sendable (ShutdownRequest) -> Void)?
    }

    private let state = Mutex(State())

    /// Makes the host reach the loop by `mailbox`, where `work` is what it then does.
    func attach(_ mailbox: Mailbox) {
        state.withLock { state in state.mailbox = mailbox }
    }

    func wake() {}

    func shutDown(_ request: ShutdownRequest) {
        state.withLock { state in state.mailbox }?.post { loop in loop.stop() }
    }

    func apply(
        _ new: borrowing Settings, replacing old: borrowing Settings
    ) throws(ReplyError) {}

    func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {
        throw ReplyError("ERR The server is running without a config file")
    }

    var facts: HostFacts {
        state.withLock { state in
            state.facts.addProcessFigures()
            if let statistics = state.statistics { state.facts.add(statistics) }
            return state.facts
        }
    }
}
