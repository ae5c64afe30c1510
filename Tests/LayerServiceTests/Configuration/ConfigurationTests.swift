import ContextCache
import Testing

@testable import LayerService

/// What the service is told.
@Suite struct ConfigurationTests {
    private func error(
        _ yaml: String, _ environment: [String: String] = [:], _ arguments: [String: String] = [:]
    ) -> String? {
        do throws(ConfigurationError) {
            _ = try ServiceConfiguration(
                yaml: yaml, environment: environment, arguments: arguments)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func nothingHasToBeSaid() throws {
        let configuration = try ServiceConfiguration(yaml: "")
        #expect(configuration.redisURL == "martlet://memory")
        #expect(configuration.port == 1733 && configuration.host == "127.0.0.1")
        #expect(configuration == ServiceConfiguration())
        #expect(error("# nothing\n") == nil)
        #expect(error("server:\n") == nil)
    }

    @Test func argumentsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws {
        let yaml = "server: {port: 1}\n"
        let environment = ["MARTLET_SERVER_PORT": "2"]
        let arguments = ["server.port": "3"]
        #expect(try ServiceConfiguration(yaml: yaml).port == 1)
        #expect(try ServiceConfiguration(yaml: yaml, environment: environment).port == 2)
        let all = try ServiceConfiguration(
            yaml: yaml, environment: environment, arguments: arguments)
        #expect(all.port == 3)
    }

    @Test func connectionsToTheServerAreOfTheCachesPart() throws {
        let few = try ServiceConfiguration(yaml: "redis: {max_connections: 10}\n")
        #expect(few.redisConnections == 10 && few.redisURL == "martlet://memory")
        #expect(try ServiceConfiguration(yaml: "").redisConnections == 512)
        #expect(
            error("redis: {max_connections: 7}\n")?.hasPrefix("redis.max_connections: ") == true)
    }

    @Test func textsNameVariables() throws {
        let yaml = "server: {port: \"${PORT:8080}\"}\nredis: {url: \"redis://${HOST}\"}\n"
        let configuration = try ServiceConfiguration(yaml: yaml, environment: ["HOST": "db"])
        #expect(configuration.port == 8080 && configuration.redisURL == "redis://db")
        #expect(error(yaml) == "redis.url: the variable HOST isn't set")
    }

    @Test func theServerMayBeToldInParts() throws {
        let file = try ServiceConfiguration(yaml: "redis: {host: db, port: 7000, db: 2}\n")
        #expect(file.redisURL == "redis://db:7000/2")
        let variables = try ServiceConfiguration(environment: ["REDIS_HOST": "db"])
        #expect(variables.redisURL == "redis://db:6379/0")
        let none = try ServiceConfiguration(yaml: "redis: {enabled: false}\n")
        #expect(none.redisURL == "martlet://memory")
        // A prefix says nothing of where the server is.
        let prefix = try ServiceConfiguration(yaml: "redis: {key_prefix: \"a:\"}\n")
        #expect(prefix.redisURL == "martlet://memory" && prefix.cache.redis.keyPrefix == "a:")
        let url = try ServiceConfiguration(
            yaml: "redis: {host: db}\n", environment: ["REDIS_URL": "redis://other"])
        #expect(url.redisURL == "redis://other")
    }

    @Test func otherPartsAreTheCaches() throws {
        let yaml = "capture: {text_chat: {buffer_size: 3}}\ncompletion: {cache: {max_size: 7}}\n"
        let configuration = try ServiceConfiguration(yaml: yaml)
        #expect(configuration.cache.chat.bufferSize == 3)
        #expect(configuration.cache.completion.maximumSize == 7)
    }

    @Test(arguments: [
        ("a: [", "this is no YAML"), ("- 1", "the file has to have names and values"),
        ("servre: {port: 1}", "servre: there is no such part"),
        ("server: {prot: 1}", "server.prot: there is no such setting"),
        ("server: 1", "server: this has to have names and values"),
        ("server: {port: [1]}", "server.port: this is no single value"),
        ("server: {port: x}", "server.port: 'x' is no number from 0 to 65535"),
        ("server: {port: 70000}", "server.port: '70000' is no number from 0 to 65535"),
        ("log: {level: loud}", "log.level: 'loud' is none of trace"),
        ("pets: {zone: Moon}", "pets.zone: there is no zone 'Moon'"),
        ("server: {host: ''}", "server.host: there has to be something"),
        ("redis: {port: x}", "redis.port: 'x' is no number"),
        ("redis: {hots: db}", "redis.hots: there is no such setting"),
    ])
    func whatIsWrongIsNamed(yaml: String, reason: String) {
        #expect(error(yaml)?.hasPrefix(reason) == true, "\(error(yaml) ?? "nothing")")
    }

    /// 20,000 connections need as many files, and some more.
    @Test func connectionsNeedFiles() {
        let configuration = ServiceConfiguration()
        #expect(OpenFiles.roomForClients(configuration, of: .max) > 1_000_000)
        #expect(OpenFiles.roomForClients(configuration, of: 20_832) == 20_000)
        #expect(OpenFiles.roomForClients(configuration, of: 20_000) == 19_168)
        #expect(OpenFiles.roomForClients(configuration, of: 100) == 50)
        #expect(OpenFiles.limit > 0)
    }

    @Test func argumentsAreNamed() {
        #expect(error("", [:], ["server.prot": "1"]) == "server.prot: there is no such setting")
        #expect(error("", ["MARTLET_LIMITS_STREAMS": "x"])?.hasPrefix("limits.streams:") == true)
    }

    @Test(arguments: Setting.all.map(\.name))
    func settingsComeBack(name: String) throws {
        let setting = try #require(Setting.all.first { $0.name == name })
        var configuration = ServiceConfiguration()
        let value = setting.value(configuration)
        #expect(setting.apply(&configuration, value) == nil)
        #expect(configuration == ServiceConfiguration())
        #expect(setting.variable == "MARTLET_" + name.uppercased().replacing(".", with: "_"))
    }
}
