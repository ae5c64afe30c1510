import MartletEngine

/// A script or a function that runs.
struct ScriptRun {
    /// The script's SHA-1, or the function's name.
    let name: [UInt8]
    let isEval: Bool
    /// Whether it may change nothing.
    var isReadOnly = false
    /// The protocol in which it wants the replies of what it calls.
    var version = RESPVersion.two
    /// Whether it has called a command that writes.
    var hasWritten = false
}

extension ScriptRun {
    /// Begins a run.
    ///
    /// - Throws: The error for what the flags forbid.
    init(
        _ name: [UInt8], isEval: Bool, _ flags: ScriptFlags, isReadOnly: Bool
    ) throws(ReplyError) {
        self.name = name
        self.isEval = isEval
        let saysSomething = !flags.contains(.saysNothing)
        if saysSomething, !flags.contains(.noWrites), isReadOnly { throw .writingScriptAsReadOnly }
        self.isReadOnly = isReadOnly || flags.contains(.noWrites)
    }
}
