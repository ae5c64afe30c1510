import Logging
import MartletEngine
import MartletLoop

/// A server inside a program: the engine, and the loop that serves it at sockets, if there are any.
///
/// It touches nothing of the process: no signals, no working directory, no limits.
package final class EmbeddedServer: Sendable {
    package let engine: SharedEngine
    /// The TCP address that it listens at first, with the port that was free where 0 was asked for.
    package let tcpAddress: (host: String, port: Int)?
    /// The path of the Unix socket that it listens at.
    package let unixPath: String?
    /// Nil without a socket, and once the server was stopped.
    private let server: Locked<Server?>

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - listens: Whether it listens where the settings say, or at no socket.
    ///   - clock: A clock that is moved by hand; nil is the system's.
    ///   - seed: What repeats the same chances; nil is one that nobody can foresee.
    ///   - recorder: What keeps the last commands.
    /// - Throws: The `ListenError` of a socket.
    package init(
        settings: Settings, listens: Bool, clock: SteppedClock?, seed: UInt64?,
        recorder: CommandRecorder?, logger: Logger
    ) throws {
        let host = ServerHost(logger: logger)
        engine = SharedEngine(settings: settings, clock: clock?.time, seed: seed, host: host)
        engine.withEngine { engine in engine.call.recorder = recorder }
        if listens {
            let server = try Server(engine, settings: settings, logger: logger, host: host)
            tcpAddress = server.addresses.lazy.compactMap(\.tcpAddress).first
            unixPath = server.addresses.lazy.compactMap(\.unixPath).first
            self.server = Locked(server)
            engine.setHasLoop(true)
        } else {
            tcpAddress = nil
            unixPath = nil
            server = Locked(nil)
        }
        clock?.add(self)
    }

    deinit {
        stop()
    }

    /// Makes the loop look after its clients, for whom a command of the program left something.
    package func wake() {
        server.withLock { server in server?.wake() }
    }

    /// Closes the sockets, waits for the thread, and frees the data. Calls after the first do
    /// nothing.
    package func stop() {
        engine.endScripts()
        server.withLock { server in
            server?.stop()
            server?.wait()
            server = nil
        }
        engine.stop()
    }

    /// Does what is due since a manual clock was moved.
    func clockDidMove() {
        engine.tickUntilDone()
        wake()
    }
}

extension ListenAddress {
    fileprivate var tcpAddress: (host: String, port: Int)? {
        if case .tcp(let host, let port) = self { (host, port) } else { nil }
    }

    fileprivate var unixPath: String? {
        if case .unix(let path, _) = self { path } else { nil }
    }
}
