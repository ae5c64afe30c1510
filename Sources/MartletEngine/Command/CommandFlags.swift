/// What the server has to know before it runs a command, as `COMMAND INFO` names it.
package struct CommandFlags: NamedOptions {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Makes the set of some options. The general way to do so would cost the server's start more than
    /// all else about a row.
    package init(arrayLiteral options: CommandFlags...) {
        var rawValue: UInt32 = 0
        for option in options { rawValue |= option.rawValue }
        self.rawValue = rawValue
    }

    package static let optionNames: [StaticString] = [
        "write", "readonly", "denyoom", "module", "admin", "pubsub", "noscript", "blocking",
        "loading", "stale", "skip_monitor", "skip_slowlog", "asking", "fast", "no_auth",
        "no_mandatory_keys", "no_async_loading", "no_multi", "movablekeys", "allow_busy",
    ]

    package static let write = CommandFlags(rawValue: 1 << 0)
    package static let readOnly = CommandFlags(rawValue: 1 << 1)
    /// Refused when there is no memory to be had.
    package static let denyOOM = CommandFlags(rawValue: 1 << 2)
    package static let module = CommandFlags(rawValue: 1 << 3)
    package static let admin = CommandFlags(rawValue: 1 << 4)
    package static let pubsub = CommandFlags(rawValue: 1 << 5)
    package static let noScript = CommandFlags(rawValue: 1 << 6)
    package static let blocking = CommandFlags(rawValue: 1 << 7)
    package static let loading = CommandFlags(rawValue: 1 << 8)
    package static let stale = CommandFlags(rawValue: 1 << 9)
    package static let skipMonitor = CommandFlags(rawValue: 1 << 10)
    package static let skipSlowlog = CommandFlags(rawValue: 1 << 11)
    package static let asking = CommandFlags(rawValue: 1 << 12)
    package static let fast = CommandFlags(rawValue: 1 << 13)
    /// Allowed before authentication.
    package static let noAuth = CommandFlags(rawValue: 1 << 14)
    package static let noMandatoryKeys = CommandFlags(rawValue: 1 << 15)
    package static let noAsyncLoading = CommandFlags(rawValue: 1 << 16)
    /// Refused inside `MULTI`.
    package static let noMulti = CommandFlags(rawValue: 1 << 17)
    package static let movableKeys = CommandFlags(rawValue: 1 << 18)
    /// Allowed while a script runs for too long.
    package static let allowBusy = CommandFlags(rawValue: 1 << 19)
    /// Runs at once where others are queued: between MULTI and EXEC. No client is told of it.
    package static let immediate = CommandFlags(rawValue: 1 << 29)
    /// Writes nothing, but replicas hear of it: it waits where writes do. No client is told of it.
    package static let mayReplicate = CommandFlags(rawValue: 1 << 30)
    /// Guarded by a setting such as `enable-debug-command`. No client is told of it.
    package static let protected = CommandFlags(rawValue: 1 << 31)
}
