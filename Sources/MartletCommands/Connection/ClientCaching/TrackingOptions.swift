import MartletEngine

/// The options of CLIENT TRACKING.
struct TrackingOptions {
    private var redirect = 0
    private var isBroadcast = false
    private var isOptIn = false
    private var isOptOut = false
    private var isLoopless = false
    private(set) var prefixes: [[UInt8]] = []

    /// Prefixes of which one begins with the other.
    struct Overlap {
        let error: ReplyError
        /// Whether the client tracks them nevertheless.
        let isHarmless: Bool
    }

    /// - Throws: The error of the first option that can't be read.
    init(_ arguments: Arguments, _ call: inout CommandCall) throws(ReplyError) {
        var options = arguments.cursor(from: 3)
        while !options.isAtEnd {
            if options.remaining > 1, options.take("REDIRECT") {
                guard redirect == 0 else {
                    throw ReplyError("ERR A client can only redirect to a single other client")
                }
                redirect = try options.integer()
                guard call.clients[id: redirect]?.isConnected ?? false else {
                    throw ReplyError("ERR The client ID you want redirect to does not exist")
                }
            } else if options.remaining > 1, options.take("PREFIX") {
                prefixes.append([UInt8](try options.bytes()))
            } else if options.take("BCAST") {
                isBroadcast = true
            } else if options.take("OPTIN") {
                isOptIn = true
            } else if options.take("OPTOUT") {
                isOptOut = true
            } else if options.take("NOLOOP") {
                isLoopless = true
            } else {
                throw .syntax
            }
        }
    }

    /// Returns what the client is to track, in place of what it tracks.
    ///
    /// - Throws: The error for options that don't go together.
    func tracking(replacing old: ClientTracking?) throws(ReplyError) -> ClientTracking {
        if !isBroadcast, !prefixes.isEmpty {
            throw ReplyError("ERR PREFIX option requires BCAST mode to be enabled")
        }
        if let old, (old.mode == .broadcast) != isBroadcast {
            throw ReplyError(
                """
                ERR You can't switch BCAST mode on/off before disabling tracking for this client, \
                and then re-enabling it with a different mode.
                """)
        }
        if isBroadcast, isOptIn || isOptOut {
            throw ReplyError("ERR OPTIN and OPTOUT are not compatible with BCAST")
        }
        if isOptIn, isOptOut {
            throw ReplyError("ERR You can't specify both OPTIN mode and OPTOUT mode")
        }
        if isOptIn && old?.mode == .optOut || isOptOut && old?.mode == .optIn {
            throw ReplyError(
                """
                ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, \
                and then re-enabling it with a different mode.
                """)
        }
        return ClientTracking(mode: mode, isLoopless: isLoopless, redirect: redirect)
    }

    private var mode: ClientTracking.Mode {
        isBroadcast ? .broadcast : isOptIn ? .optIn : isOptOut ? .optOut : .standard
    }

    /// Returns the first prefixes that overlap, among those that the client has and those given.
    func firstOverlap(with old: ClientTracking?) -> Overlap? {
        for (index, prefix) in prefixes.enumerated() {
            let known = old?.prefixes ?? []
            if let other = known.first(where: { Self.overlap($0, prefix) }) {
                return Overlap(
                    error: .prefixesOverlap(prefix, "an existing prefix", other),
                    isHarmless: false)
            }
            let rest = prefixes[(index + 1)...]
            if let other = rest.first(where: { Self.overlap($0, prefix) }) {
                // Redis takes the prefix's index for the answer whether all is well.
                return Overlap(
                    error: .prefixesOverlap(prefix, "another provided prefix", other),
                    isHarmless: index > 0)
            }
        }
        return nil
    }

    private static func overlap(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.starts(with: other) || other.starts(with: one)
    }
}

extension ReplyError {
    fileprivate static func prefixesOverlap(
        _ prefix: [UInt8], _ what: String, _ other: [UInt8]
    ) -> ReplyError {
        ReplyError(
            composing: Array("ERR Prefix '".utf8) + [UInt8](prefix.span.prefixOfText(.max))
                + Array("' overlaps with \(what) '".utf8)
                + [UInt8](other.span.prefixOfText(.max))
                + Array("'. Prefixes for a single client must not overlap.".utf8))
    }
}
