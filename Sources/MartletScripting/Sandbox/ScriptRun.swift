import MartletEngine

/// A script or a function that runs.
struct ScriptRun {
    /// The script's SHA-1, or the function's name.
    let name: [UInt8]
    let isEval: Bool
    var terms = ScriptTerms()
}

/// What a script or a function that runs may do, and how it wants its replies.
struct ScriptTerms {
    /// Whether it may change nothing.
    var isReadOnly = false
    /// The protocol in which it wants the replies of what it calls.
    var version = RESPVersion.two
    /// Whether it may take no more memory, before it has changed something.
    var mayNotGrow = false
    /// Whether it has called a command that writes.
    var hasWritten = false
}

extension ScriptRun {
    /// Begins a run.
    ///
    /// - Throws: The error for what the flags forbid.
    init(
        _ name: [UInt8], isEval: Bool, _ flags: ScriptFlags, isReadOnly: Bool,
        _ call: inout CommandCall
    ) throws(ReplyError) {
        self.name = name
        self.isEval = isEval
        if flags.isDisjoint(with: [.saysNothing, .noWrites]) {
            if isReadOnly { throw .writingScriptAsReadOnly }
            if !flags.contains(.allowOOM), call.mayNotGrow { throw .growingScript }
        }
        terms.mayNotGrow = !flags.contains(.allowOOM) && call.mayNotGrow
        terms.isReadOnly = isReadOnly || flags.contains(.noWrites)
    }
}
