import Logging
import MartletCommands
import MartletEngine
import MartletServer

/// The program: reads what it's told as redis-server does, then serves until it's stopped.
enum ServerProgram {
    /// Runs with the arguments of the process, its name first. Doesn't return.
    static func run(_ arguments: [String]) -> Never {
        let executable = arguments.first ?? "martlet-server"
        switch CommandLineRequest(arguments: Array(arguments.dropFirst())) {
        case .version:
            print(ProgramTexts.version, to: FileSystem.standardOutput)
            Process.exit(0)
        case .help:
            print(ProgramTexts.help(executable), to: FileSystem.standardError)
            Process.exit(1)
        case .checkSystem:
            print(ProgramTexts.systemCheck, to: FileSystem.standardOutput)
            Process.exit(0)
        case .testMemory:
            print(ProgramTexts.memoryTest, to: FileSystem.standardError)
            Process.exit(1)
        case .serve(let options):
            serve(options, executable: executable)
        }
    }

    private static func print(_ text: String, to descriptor: Int32) {
        try? FileSystem.write(Array("\(text)\n".utf8), to: descriptor)
    }

    private static func serve(_ options: CommandLineOptions, executable: String) -> Never {
        Process.prepareSignals()
        Process.prepareMemory()
        let sink = LogSink()
        var environment = ServerEnvironment()
        environment.logSink = sink
        environment.changesDirectory = true
        environment.makeRoomForClients = { Process.adjustOpenFiles(clients: $0) }
        environment.configurationFile = options.file.map { ConfigurationFile($0) }
        var settings = settings(options, environment.configurationFile, sink)
        if settings.daemonize {
            do throws(FileSystem.Failure) {
                try Process.daemonize()
            } catch {
                stop("Can't go into the background: \(error.text)", sink)
            }
        }
        sink.configure(settings)
        StartLog(sink).begin(settings, hasFile: options.file != nil || options.readsStandardInput)
        limitClients(&settings, sink)
        environment.facts.processID = ProcessClock.processID
        environment.facts.executable = executable
        environment.facts.configurationFile = environment.configurationFile?.path ?? ""
        serve(settings, environment, sink)
    }

    /// Reads the settings, or ends the process with what is wrong with them.
    private static func settings(
        _ options: CommandLineOptions, _ file: ConfigurationFile?, _ sink: LogSink
    ) -> Settings {
        do throws(ConfigFailure) {
            var input: [UInt8]?
            if options.readsStandardInput {
                sink.log("Reading config from stdin", .warning)
                input = try? FileSystem.readStandardInput()
            }
            var reader = ConfigReader(changesDirectory: true)
            try reader.read(file: file?.path, standardInput: input, options: options.lines)
            var settings = try reader.finish()
            try? settings.set("dir", to: FileSystem.currentDirectory)
            if settings.daemonize, settings.pidFile.isEmpty {
                try? settings.set("pidfile", to: "/var/run/redis.pid")
            }
            return settings
        } catch {
            if let block = error.block {
                try? FileSystem.write(block, to: FileSystem.standardError)
            } else if let line = error.logLine {
                sink.log(line, .warning)
            }
            Process.exit(1)
        }
    }

    /// Lowers `maxclients` to what the process may have open.
    private static func limitClients(_ settings: inout Settings, _ sink: LogSink) {
        let most = Process.adjustOpenFiles(clients: settings.maxClients)
        guard most < settings.maxClients else { return }
        sink.log(
            "The process can't have files open for maxclients \(settings.maxClients): it is"
                + " lowered to \(most). Raise 'ulimit -n' to have more.", .warning)
        try? settings.set("maxclients", to: "\(most)")
    }

    private static func serve(
        _ settings: Settings, _ environment: ServerEnvironment, _ sink: LogSink
    ) -> Never {
        if settings.bind.isEmpty, settings.unixSocket.isEmpty {
            stop("Configured to not listen anywhere, exiting.", sink)
        }
        let logger = Logger(label: "martlet") { _ in RedisLogHandler(to: sink) }
        let host = ServerHost(environment, logger: logger)
        do {
            let server = try Server(
                SharedEngine(settings: settings, host: host), settings: settings, logger: logger,
                host: host, handlesSignals: true)
            writeProcessID(settings)
            StartLog(sink).ready(settings, port: server.port)
            server.wait()
        } catch {
            stop("Failed listening on \(place(settings)): \(error)", sink)
        }
        if !settings.pidFile.isEmpty { FileSystem.remove(settings.pidFile) }
        sink.log("Martlet is now ready to exit, bye bye...", .warning)
        Process.exit(0)
    }

    /// Where the server was told to listen, in words.
    private static func place(_ settings: Settings) -> String {
        let port = "port \(settings.port) (TCP)"
        if settings.unixSocket.isEmpty { return port }
        return settings.port == 0 ? settings.unixSocket : "\(port) or \(settings.unixSocket)"
    }

    /// Writes the process's id where `pidfile` says; a server runs without it, too.
    private static func writeProcessID(_ settings: Settings) {
        guard !settings.pidFile.isEmpty else { return }
        let text = Array("\(ProcessClock.processID)\n".utf8)
        try? FileSystem.replace(settings.pidFile, with: text)
    }

    private static func stop(_ reason: String, _ sink: LogSink) -> Never {
        sink.log(reason, .warning)
        Process.exit(1)
    }
}
