import MartletEngine

/// How a client keeps copies of values: CLIENT TRACKING and its kin.
extension ConnectionCommands {
    static let clientCaching: [CommandSpec] = [
        CommandSpec(
            .clientTracking, summary: "Tells the connection which keys change.",
            run: clientTracking),
        CommandSpec(
            .clientCaching, summary: "Says whether the next command's keys are tracked.",
            run: clientCaching),
        CommandSpec(
            .clientGetredir, summary: "Tells who gets the connection's notes about changed keys.",
            run: clientGetredir),
        CommandSpec(
            .clientTrackinginfo, summary: "Tells how the connection tracks keys.",
            run: clientTrackinginfo),
    ]

    /// Replies with `OK`.
    static func clientTracking(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try TrackingOptions(arguments, &call)
        if arguments[2].isKeyword("ON") {
            let tracking = try options.tracking(replacing: call.client.tracking)
            if let error = options.firstOverlap(with: call.client.tracking) {
                guard error.isHarmless else { throw error.error }
                // Redis says so, and goes on.
                call.statistics.count(error.error)
                call.statistics.commands[call.row].failedCalls += 1
                reply.error(error.error)
            }
            call.enableTracking(tracking, prefixes: options.prefixes)
        } else if arguments[2].isKeyword("OFF") {
            call.disableTracking(of: call.client)
        } else {
            throw .syntax
        }
        reply.ok()
    }

    /// Replies with `OK`.
    static func clientCaching(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let tracking = call.client.tracking else {
            throw ReplyError(
                """
                ERR CLIENT CACHING can be called only when the client is in tracking mode with \
                OPTIN or OPTOUT mode enabled
                """)
        }
        if arguments[2].isKeyword("YES") {
            guard tracking.mode == .optIn else {
                throw ReplyError(
                    "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.")
            }
        } else if arguments[2].isKeyword("NO") {
            guard tracking.mode == .optOut else {
                throw ReplyError(
                    "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.")
            }
        } else {
            throw .syntax
        }
        call.giveCaching()
        reply.ok()
    }

    /// Replies with the id of the client that is told in place of this one: 0 for none, -1 if the
    /// connection doesn't track keys.
    static func clientGetredir(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.client.tracking?.redirect ?? -1)
    }

    /// Replies with a map of flags, the client that gets the notes, and prefixes of keys.
    static func clientTrackinginfo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let tracking = call.client.tracking
        let flags = tracking?.flags ?? ["off"]
        reply.map(3)
        reply.bulk("flags")
        reply.set(flags.count)
        for flag in flags { reply.bulk(flag) }
        reply.bulk("redirect")
        reply.integer(tracking?.redirect ?? -1)
        reply.bulk("prefixes")
        let prefixes = tracking?.prefixes ?? []
        reply.array(prefixes.count)
        for prefix in prefixes { reply.bulk(prefix.span) }
    }
}

extension ClientTracking {
    /// The words for it in CLIENT TRACKINGINFO.
    fileprivate var flags: [String] {
        var flags = ["on"]
        switch mode {
        case .standard: break
        case .broadcast: flags.append("bcast")
        case .optIn: flags += isCachingGiven ? ["optin", "caching-yes"] : ["optin"]
        case .optOut: flags += isCachingGiven ? ["optout", "caching-no"] : ["optout"]
        }
        if isLoopless { flags.append("noloop") }
        if isRedirectBroken { flags.append("broken_redirect") }
        return flags
    }
}
