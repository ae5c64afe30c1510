/// How a server is started, apart from its port and folder.
package struct ServerVariant: Sendable, Hashable {
    /// Whether the options that open DEBUG and the protected settings are left out.
    package var hasDefaults = false
    /// Options as on redis-server's command line.
    package var options: [String] = []

    package init() {}

    /// The arguments for the command line.
    package var arguments: [String] {
        let opened = ["--enable-debug-command", "yes", "--enable-protected-configs", "yes"]
        // The real one takes an option twice only where the later replaces the earlier.
        return ["--save", ""] + (hasDefaults ? [] : opened) + options
    }

    /// The password that the server was started with.
    package var password: String? {
        guard let name = options.lastIndex(of: "--requirepass"), name + 1 < options.count else {
            return nil
        }
        return options[name + 1]
    }

    /// Whether this is how every server of the suite is started.
    package var isOrdinary: Bool { !hasDefaults && options.isEmpty }
}
