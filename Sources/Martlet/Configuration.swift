import Logging
import MartletEngine

extension Martlet {
    /// How a server is to be.
    ///
    /// What redis.conf knows and has no property here is set by its name:
    ///
    ///     var configuration = Martlet.Configuration()
    ///     configuration["maxmemory-policy"] = "allkeys-lfu"
    public struct Configuration: Sendable {
        /// The TCP port: 0 is any that is free (or none, beside a Unix socket), nil is none.
        public var port: Int? = 0
        /// The addresses of this machine to listen at.
        public var bind = ["127.0.0.1"]
        /// The path of a Unix socket; nil is none.
        public var unixSocket: String?
        /// The permission bits of the Unix socket, such as `0o700`; nil leaves them to the umask.
        public var unixSocketPermissions: Int?
        /// The password that clients at sockets have to say; nil is none. Commands of the program
        /// need none.
        public var password: String?
        /// The number of databases.
        public var databases = 16
        /// Directives of redis.conf by their names, with the text that `CONFIG SET` takes.
        public var directives: [String: String] = [:]
        /// Where the server logs; nil is nowhere.
        public var logger: Logger?
        /// A clock that is moved by hand; nil is the system's.
        public var clock: ManualClock?
        /// What all chance comes from: with the same seed and a manual clock, the same commands get
        /// the same replies. Nil is one that nobody can foresee.
        public var seed: UInt64?
        /// How many commands ``Martlet/Martlet/recordedCommands`` keeps. Above 0, each command costs
        /// more.
        public var recordedCommandCount = 0

        /// A server at a free port of `127.0.0.1`.
        public init() {}

        /// The value of a directive of redis.conf, nil if it wasn't set here.
        public subscript(directive: String) -> String? {
            get { directives[directive] }
            set { directives[directive] = newValue }
        }
    }
}

extension Martlet.Configuration {
    /// A server at no socket: no thread, no descriptor.
    public static var inProcess: Self {
        var configuration = Self()
        configuration.port = nil
        return configuration
    }

    /// A server at a port of `127.0.0.1`.
    public static func port(_ port: Int) -> Self {
        var configuration = Self()
        configuration.port = port
        return configuration
    }

    /// A server at a Unix socket, and at no port.
    public static func unixSocket(_ path: String) -> Self {
        var configuration = Self()
        configuration.port = nil
        configuration.unixSocket = path
        return configuration
    }

    /// Returns the same, going by `clock`.
    public func with(clock: ManualClock) -> Self {
        var configuration = self
        configuration.clock = clock
        return configuration
    }

    /// Returns the same, with chances that repeat themselves.
    public func with(seed: UInt64) -> Self {
        var configuration = self
        configuration.seed = seed
        return configuration
    }

    /// Whether there is a socket.
    var listens: Bool { port != nil || unixSocket != nil }

    /// Returns the settings.
    ///
    /// - Throws: ``MartletError`` with the code `configuration`, which names the directive.
    func settings() throws(MartletError) -> Settings {
        var settings = Settings()
        settings.bind = bind
        do throws(Settings.Failure) {
            try settings.set("port", to: String(port ?? 0))
            try settings.set("bind", to: bind.joined(separator: " "))
            try settings.set("unixsocket", to: unixSocket ?? "")
            if let unixSocketPermissions {
                try settings.set(
                    "unixsocketperm", to: String(unixSocketPermissions, radix: 8))
            }
            try settings.set("requirepass", to: password ?? "")
            try settings.set("databases", to: String(databases))
            for (name, value) in directives.sorted(by: { $0.key < $1.key }) {
                try settings.set(name, to: value)
            }
        } catch {
            throw MartletError(
                code: .configuration, message: "'\(error.name)': \(error.error.text)")
        }
        if let refused = settings.refusedDirective {
            throw MartletError(
                code: .configuration,
                message: "'\(refused.name) \(refused.value)': not supported")
        }
        return settings
    }
}
