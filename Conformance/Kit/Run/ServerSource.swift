/// Where the servers come from that cases run on.
package protocol ServerSource: AnyObject {
    /// What the servers are called in reports.
    var name: String { get }

    /// Returns a server for a case, or nil where there is none of this kind.
    func server(for test: ConformanceCase) throws -> ServerAddress?

    /// Returns the server that runs as most cases need it.
    func ordinary() throws -> ServerAddress

    /// Ends the servers that are ours and don't answer; others take their place.
    func replace()

    /// Tells that a case is over, so that servers it has spoilt can be replaced.
    func didRun(_ test: ConformanceCase)
}

/// Servers of a program, one for each way of being started, kept from case to case.
package final class ProgramServers: ServerSource {
    package let name: String
    package let program: String
    private var servers: [ServerVariant: ServerProcess] = [:]

    package init(name: String, program: String) {
        self.name = name
        self.program = program
    }

    package func server(for test: ConformanceCase) throws -> ServerAddress? {
        if let server = servers[test.variant], server.isRunning, !test.ownServers {
            return server.address
        }
        servers[test.variant] = nil
        let server = try ServerProcess(program: program, variant: test.variant)
        servers[test.variant] = server
        return server.address
    }

    /// Returns the server that is started as most cases need it.
    package func ordinary() throws -> ServerAddress {
        let variant = ServerVariant()
        if let server = servers[variant], server.isRunning { return server.address }
        let server = try ServerProcess(program: program, variant: variant)
        servers[variant] = server
        return server.address
    }

    package func replace() {
        servers = [:]
    }

    package func didRun(_ test: ConformanceCase) {
        if test.ownServers { servers[test.variant] = nil }
    }
}

/// A server that runs already, and that is not ours to start otherwise or to end.
package final class RunningServer: ServerSource {
    package let name: String
    private let address: ServerAddress

    package init(name: String, address: ServerAddress) {
        self.name = name
        self.address = address
    }

    package func ordinary() throws -> ServerAddress { address }

    package func server(for test: ConformanceCase) throws -> ServerAddress? {
        test.variant.isOrdinary && !test.ownServers ? address : nil
    }

    package func replace() {}

    package func didRun(_ test: ConformanceCase) {}
}
