/// How a client tracks keys, to keep copies of their values: CLIENT TRACKING.
package struct ClientTracking {
    /// Which keys the client is told of.
    package enum Mode: Sendable {
        /// Those that it read.
        case standard
        /// Those that it read with the command after CLIENT CACHING YES.
        case optIn
        /// Those that it read, but for the command after CLIENT CACHING NO.
        case optOut
        /// Those that begin with a prefix.
        case broadcast
    }

    package var mode: Mode
    /// Whether the client isn't told of what it changes itself.
    package var isLoopless: Bool
    /// The id of the client that is told instead; 0 for none.
    package var redirect: Int
    /// Whether that client was found gone.
    package var isRedirectBroken = false
    /// Whether CLIENT CACHING was said for the command that comes.
    package var isCachingGiven = false
    /// The prefixes, in the order of their bytes.
    package internal(set) var prefixes: [[UInt8]] = []

    package init(mode: Mode, isLoopless: Bool = false, redirect: Int = 0) {
        self.mode = mode
        self.isLoopless = isLoopless
        self.redirect = redirect
    }

    /// Whether the keys that the command reads are to be remembered.
    var remembersKeys: Bool {
        switch mode {
        case .standard: true
        case .optIn: isCachingGiven
        case .optOut: !isCachingGiven
        case .broadcast: false
        }
    }
}
