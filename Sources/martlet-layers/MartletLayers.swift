import ArgumentParser
import ContextCache
import Foundation
import LayerService
import Logging
import ServiceLifecycle
import UnixSignals

/// The program.
@main struct MartletLayers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-layers",
        abstract: "Serves the application layers over HTTP, on Martlet or on Redis.",
        subcommands: [Serve.self, OpenAPI.self], defaultSubcommand: Serve.self)

    /// Serves until SIGINT or SIGTERM.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serves until SIGINT or SIGTERM.",
            discussion: """
                A setting comes from, in this order: the arguments; the environment, where \
                server.port is MARTLET_SERVER_PORT; the file; its default. REDIS_URL is another \
                name of MARTLET_REDIS_URL.
                """)

        @Option(help: "The configuration file, in YAML.") var config: String?
        @Option(help: "The address to listen at (server.host).") var host: String?
        @Option(help: "The port; 0 takes a free one (server.port).") var port: String?
        @Option(help: "The URL of the server that has the data (redis.url).") var redis: String?
        @Option(help: "Any other setting, such as limits.streams=100.") var set: [String] = []

        func run() async throws {
            let configuration: ServiceConfiguration
            do {
                configuration = try read(ProcessInfo.processInfo.environment)
            } catch let error as ConfigurationError {
                throw ValidationError(error.description)
            }
            let logger = Logger(label: "martlet-layers") {
                StreamLogHandler.standardError(label: $0)
            }
            OpenFilesLimit.raise()
            let service = try LayerService(configuration, logger: logger) { port in
                logger.notice("Ready: http://\(configuration.host):\(port)/")
            }
            var group = ServiceGroupConfiguration(
                services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            group.maximumGracefulShutdownDuration = .seconds(configuration.shutdownSeconds)
            try await ServiceGroup(configuration: group).run()
        }

        private func read(_ environment: [String: String]) throws -> ServiceConfiguration {
            var arguments: [String: String] = [:]
            for assignment in set {
                let parts = assignment.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else {
                    throw ValidationError("--set has to be followed by NAME=VALUE")
                }
                arguments[String(parts[0])] = String(parts[1])
            }
            arguments["server.host"] = host ?? arguments["server.host"]
            arguments["server.port"] = port ?? arguments["server.port"]
            arguments["redis.url"] = redis ?? arguments["redis.url"]
            let path = config ?? environment["MARTLET_CONFIG"]
            let yaml = try path.map { try String(contentsOfFile: $0, encoding: .utf8) }
            return try ServiceConfiguration(
                yaml: yaml ?? "", environment: environment, arguments: arguments)
        }
    }

    /// Prints what the service offers.
    struct OpenAPI: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "openapi", abstract: "Prints the OpenAPI document.")

        func run() throws {
            FileHandle.standardOutput.write(Data(LayerService.openAPI.utf8))
        }
    }
}
