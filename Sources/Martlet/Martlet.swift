import Logging
import MartletEngine
@_exported import MartletRESP
import MartletServer

/// A server inside the program, exact to redis-server 7.0.15: for clients at its socket, and for
/// the program itself.
///
///     let server = try Martlet.start()
///     print(server.url)                     // redis://127.0.0.1:49152
///     try server.set("greeting", "hello")
///     try server.get("greeting")            // "hello"
///     server.stop()
///
/// Servers in one program share nothing. A server can be used from any thread; its commands run one
/// after the other, on the threads that call, and never wait for a socket.
public final class Martlet: CommandRunner {
    /// The session that the server's own commands use: one, for all threads.
    ///
    /// What a command changes about its client, such as `SELECT`, stays for the commands that come
    /// after it on any thread. Whoever wants a client of its own calls ``connect()``.
    public let session: Session

    /// How the server was started, with the seed that it draws its chances from.
    public let configuration: Configuration

    /// Where all chance comes from: with this seed and a manual clock, the same commands get the
    /// same replies.
    public let seed: UInt64

    let server: EmbeddedServer
    private let recorder: CommandRecorder?

    /// Starts a server: by default, at a free port of `127.0.0.1`.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/configuration`` or
    ///   ``MartletError/Code/listening``.
    public static func start(
        _ configuration: Configuration = Configuration()
    ) throws(MartletError) -> Martlet {
        try Martlet(configuration)
    }

    private init(_ configuration: Configuration) throws(MartletError) {
        let settings = try configuration.settings()
        let count = configuration.recordedCommandCount
        recorder = count > 0 ? CommandRecorder(capacity: count) : nil
        seed = RandomSource(seed: configuration.seed).seed
        self.configuration = configuration
        do {
            server = try EmbeddedServer(
                settings: settings, listens: configuration.listens,
                clock: configuration.clock?.clock, seed: seed, recorder: recorder,
                logger: configuration.logger ?? .silent)
        } catch {
            throw MartletError(code: .listening, message: "\(error)")
        }
        session = Session(of: server, client: nil)
    }

    deinit {
        server.stop()
    }

    /// Closes the sockets and their connections, ends the thread, and frees the data.
    ///
    /// Waits until all that is done, which takes no longer than the command that runs. Further
    /// commands fail with ``MartletError/Code/stopped``; further calls do nothing. A server that is
    /// let go of stops likewise.
    public func stop() {
        server.stop()
    }

    /// Makes a session: a client with a database, a protocol and a name of its own.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/stopped``.
    public func connect() throws(MartletError) -> Session {
        guard let client = server.engine.connectInProcess() else { throw .stopped }
        return Session(of: server, client: client)
    }

    /// The clock that the server was started with, to be moved by hand.
    ///
    ///     try server.clock.advance(by: .seconds(5))
    ///
    /// - Throws: ``MartletError`` if the server goes by the system's clock.
    public var clock: ManualClock {
        get throws(MartletError) {
            guard let clock = configuration.clock else {
                throw MartletError(
                    code: .configuration,
                    message: "the server goes by the system's clock: start it with a ManualClock")
            }
            return clock
        }
    }

    /// The TCP port that it listens at; nil for none.
    public var port: Int? { server.tcpAddress?.port }

    /// The last commands that were run, for the program and for clients at sockets, the oldest
    /// first; as many as ``Configuration/recordedCommandCount`` asked for.
    ///
    /// Each is a line such as `[0 127.0.0.1:49152] "SET" "k" "v"`: the database, the client's
    /// address and the arguments, quoted. Long arguments are cut.
    public var recordedCommands: [String] { recorder?.lines ?? [] }

    /// Where clients reach the server: `redis://127.0.0.1:49152`, or for a Unix socket
    /// `redis+unix:///path`; with the password, if there is one. Nil without a socket.
    public var url: String? {
        let password = configuration.password.map { ":\($0.percentEncoded)@" } ?? ""
        if let (host, port) = server.tcpAddress {
            return "redis://\(password)\(host.inURL):\(port)"
        }
        if let path = server.unixPath {
            return "redis+unix://\(password)\(path.percentEncodedPath)"
        }
        return nil
    }
}

extension Logger {
    /// A logger that keeps everything to itself.
    static var silent: Logger {
        Logger(label: "martlet") { _ in SwiftLogNoOpLogHandler() }
    }
}

extension String {
    /// The address that clients on this machine reach a listening address at.
    var inURL: String {
        switch self {
        case "*", "0.0.0.0": "127.0.0.1"
        case "::*", "::": "[::1]"
        case _ where utf8.contains(UInt8(ascii: ":")): "[\(self)]"
        default: self
        }
    }

    /// The text as a part of a URL.
    var percentEncoded: String { encoded(besides: []) }

    /// The text as the path of a URL.
    var percentEncodedPath: String { encoded(besides: [UInt8(ascii: "/")]) }

    private func encoded(besides allowed: Set<UInt8>) -> String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where allowed.contains(byte):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
