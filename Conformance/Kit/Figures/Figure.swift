/// One measured figure, of both servers in the same run.
package struct Figure: Sendable, Codable, Equatable {
    /// The scenario and what was measured in it, with points between: `p16.set.cpu`.
    package let name: String
    package let unit: String
    /// The server under test, and the one it is compared with.
    package let server: Double
    package let peer: Double?

    package init(name: String, unit: String, server: Double, peer: Double?) {
        self.name = name
        self.unit = unit
        self.server = server
        self.peer = peer
    }

    /// How much of the peer's it is.
    package var ratio: Double? { peer.map { server / $0 } }

    /// The scenario that it is of: the name's first part.
    package var scenario: String { String(name.prefix { $0 != "." }) }
}
