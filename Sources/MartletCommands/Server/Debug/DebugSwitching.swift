import MartletEngine

/// What is switched off and on, and what stops the server for a while.
extension DebugCommands {
    static let switches: [Subcommand] = [
        Subcommand("SLEEP", 3...3, run: sleep),
        Subcommand("SET-ACTIVE-EXPIRE", 3...3, run: setActiveExpire),
        Subcommand("PAUSE-CRON", 3...3, run: pauseCron),
        Subcommand("SET-DISABLE-DENY-SCRIPTS", 3...3, run: setDisableDenyScripts),
        Subcommand("SET-SKIP-CHECKSUM-VALIDATION", 3...3, run: setSkipChecksums),
        Subcommand("QUICKLIST-PACKED-THRESHOLD", 3...3, run: quicklistPackedThreshold),
        Subcommand("REPLYBUFFER", 4...4, run: replyBuffer),
        Subcommand("CLIENT-EVICTION", 2...2, run: clientEviction),
        Subcommand("CHANGE-REPL-ID", 2...2, run: changeReplicationID),
        Subcommand("AOF-FLUSH-SLEEP", 3...3, run: accept),
        Subcommand("DROP-CLUSTER-PACKET-FILTER", 3...3, run: accept),
        Subcommand("LOG", 3...3, run: log),
    ]

    /// Replies with `OK` when the time has passed.
    private static func sleep(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let seconds = leadingNumber(arguments[2])
        call.clock.sleep(microseconds: Int(max(0, min(seconds, 1e9)) * 1_000_000))
        reply.ok()
    }

    private static func setActiveExpire(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.expiresActively = isOn(arguments[2])
        reply.ok()
    }

    private static func setDisableDenyScripts(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.runsDeniedInScripts = isOn(arguments[2])
        reply.ok()
    }

    private static func pauseCron(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.isCronPaused = isOn(arguments[2])
        reply.ok()
    }

    private static func changeReplicationID(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.host.log("Changing replication IDs after receiving DEBUG change-repl-id", .notice)
        call.changeReplicationID()
        reply.ok()
    }

    /// Writes a line into the log, as far as a C string would go.
    private static func log(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let text = [UInt8](arguments[2]).prefix { $0 != 0 }
        call.host.log("DEBUG LOG: " + String(decoding: text, as: UTF8.self), .warning)
        reply.ok()
    }

    private static func setSkipChecksums(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.skipsChecksums = isOn(arguments[2])
        reply.ok()
    }

    /// Sets from which size on a list's element gets a node of its own.
    private static func quicklistPackedThreshold(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let most: UInt64 = 1 << 32 - 1 << 20
        guard let size = ConfigNumber.memory([UInt8](arguments[2])), size <= most else {
            throw ReplyError(
                "ERR argument must be a memory value bigger than 1 and smaller than 4gb")
        }
        call.quicklistPackedThreshold = size == 0 ? 1 << 30 : Int(size)
        reply.ok()
    }

    /// Checks the option. All connections share one reply buffer, which has no peak to be resized by.
    private static func replyBuffer(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let value = arguments[3]
        if arguments[2].isKeyword("PEAK-RESET-TIME") {
            let isWord = value.isKeyword("NEVER") || value.isKeyword("RESET")
            guard isWord || value.parseInteger() != nil else { throw .notAnInteger }
        } else if !arguments[2].isKeyword("RESIZING") {
            throw unknown(arguments[1])
        }
        throw ReplyError("ERR DEBUG REPLYBUFFER is not supported by this server")
    }

    private static func clientEviction(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard call.settings.maxMemoryClients != 0 else {
            throw ReplyError("ERR maxmemory-clients is disabled.")
        }
        throw ReplyError("ERR This server doesn't evict clients yet")
    }

    /// Replies with `OK` to what has nothing to act upon in this server.
    private static func accept(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.ok()
    }

    /// Whether C's `atoi` would read anything but 0.
    private static func isOn(_ bytes: Span<UInt8>) -> Bool {
        leadingNumber(bytes).rounded(.towardZero) != 0
    }

    /// Returns the number that the beginning of `bytes` spells, or 0.
    private static func leadingNumber(_ bytes: Span<UInt8>) -> Double {
        for count in stride(from: min(bytes.count, 64), to: 0, by: -1) {
            if let number = bytes.extracting(first: count).parseDouble() { return number }
        }
        return 0
    }
}
