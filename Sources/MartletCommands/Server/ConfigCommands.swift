import MartletEngine

/// CONFIG: reads and changes the settings of a running server.
enum ConfigCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .config, summary: "Groups what reads and changes the server's settings.",
            subcommands: [
                CommandSpec(
                    .configGet, summary: "Returns the settings whose names match.",
                    run: configGet),
                CommandSpec(
                    .configHelp, summary: "Lists the subcommands of CONFIG.", run: configHelp),
                CommandSpec(
                    .configResetstat, summary: "Sets the counters of INFO back to zero.",
                    run: configResetstat),
                CommandSpec(
                    .configRewrite, summary: "Writes the settings into the configuration file.",
                    run: configRewrite),
                CommandSpec(
                    .configSet, summary: "Changes settings, all of them or none.",
                    run: configSet),
            ])
    ]

    /// Replies with the names and values of the settings that the patterns find.
    static func configGet(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var patterns: [[UInt8]] = []
        for index in 2..<arguments.count {
            patterns.append(Array(arguments[index]))
        }
        let found = call.settings.matching(patterns)
        reply.map(found.count)
        for (name, value) in found {
            reply.bulk(name.span)
            reply.bulk(value.span)
        }
    }

    /// Replies with OK once every setting has its new value; else none has.
    static func configSet(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count % 2 == 0 else { throw .syntax }
        var pairs: [(name: [UInt8], value: [UInt8])] = []
        for index in stride(from: 2, to: arguments.count, by: 2) {
            pairs.append((Array(arguments[index]), Array(arguments[index + 1])))
        }
        for (index, pair) in pairs.enumerated() where Settings.isSensitive(pair.name) {
            call.hide(2 * index + 3..<2 * index + 4)
        }
        let old = call.settings
        let (new, applied) = try old.changed(
            by: pairs, allowsProtected: allowsProtectedSettings(call))
        if !applied.isEmpty {
            try call.host.apply(new, replacing: old)
            call.settings = new
            call.didChangeSettings()
        }
        reply.ok()
    }

    private static func allowsProtectedSettings(_ call: borrowing CommandCall) -> Bool {
        switch call.settings.enableProtectedConfigs {
        case .yes: true
        case .local: call.client.peer.isLocal
        case .no: false
        }
    }

    /// Replies with OK once the counters are back at zero.
    static func configResetstat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.statistics.reset(from: call.host.facts)
        for index in 0..<call.databaseCount {
            call.withDatabase(index) { keyspace in keyspace.statistics = KeyspaceStatistics() }
        }
        reply.ok()
    }

    /// Replies with OK once the file that the server was started with tells the settings.
    static func configRewrite(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try call.host.rewriteConfiguration(call.settings)
        reply.ok()
    }

    /// Replies with lines of text.
    static func configHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "CONFIG",
            [
                "GET <pattern>",
                "    Shows the settings whose names match <pattern>.",
                "SET <directive> <value>",
                "    Gives the setting <directive> a new <value>.",
                "RESETSTAT",
                "    Begins the counters of INFO anew.",
                "REWRITE",
                "    Writes the settings into the configuration file.",
            ])
    }
}
