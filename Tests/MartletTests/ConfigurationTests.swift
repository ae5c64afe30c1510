import Martlet
import Testing

@Suite struct ConfigurationTests {
    @Test func directivesAreSetByName() throws {
        var configuration = Martlet.Configuration.inProcess
        configuration["maxmemory-policy"] = "allkeys-lfu"
        configuration.databases = 3
        #expect(configuration["maxmemory-policy"] == "allkeys-lfu")
        let server = try Martlet.start(configuration)
        #expect(
            try server.execute("CONFIG", "GET", "maxmemory-policy").elements?.last?.text
                == "allkeys-lfu")
        #expect(throws: MartletError.self) { try server.execute("SELECT", "3") }
        try server.execute("SELECT", "2")
    }

    @Test(
        arguments: [
            ("no-such-directive", "1", "'no-such-directive': Unknown option"),
            ("port", "70000", "'port': argument must be between 0 and 65535 inclusive"),
        ])
    func badDirectivesAreErrors(name: String, value: String, message: String) {
        var configuration = Martlet.Configuration.inProcess
        configuration[name] = value
        let error = #expect(throws: MartletError.self) { try Martlet.start(configuration) }
        #expect(error?.code == .configuration)
        #expect(error?.message == message)
    }
}
