/// Where a listener listens.
package enum ListenAddress: Equatable, Sendable {
    /// An IPv4 or IPv6 address or a name, and a port, 0 for any that is free. `*` is every IPv4
    /// address, `::*` and `::` every IPv6 address.
    case tcp(host: String, port: Int)

    /// A path, and the permission bits that the socket gets there; nil or 0 leaves them.
    case unix(path: String, permissions: UInt32? = nil)
}
