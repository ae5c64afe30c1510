import MartletEngine

/// The errors of scripts and functions.
extension ReplyError {
    static var noScript: ReplyError { ReplyError("NOSCRIPT No matching script. Please use EVAL.") }

    static var tooManyKeys: ReplyError {
        ReplyError("ERR Number of keys can't be greater than number of args")
    }

    static var negativeKeys: ReplyError { ReplyError("ERR Number of keys can't be negative") }

    static var invalidName: ReplyError {
        ReplyError(
            """
            ERR Library names can only contain letters, numbers, or underscores(_) and must be at \
            least one character long
            """
        )
    }

    static func wrongSubcommand(_ arguments: Arguments) -> ReplyError {
        let shown = [UInt8](arguments[1].prefixOfText(128))
        return ReplyError(
            composing: Array("ERR unknown subcommand or wrong number of arguments for '".utf8)
                + shown + Array("'. Try FUNCTION HELP.".utf8))
    }

    // MARK: Commands that a script calls

    static var unknownCommandInScript: ReplyError {
        ReplyError("ERR Unknown Redis command called from script")
    }

    static var wrongArityInScript: ReplyError {
        ReplyError("ERR Wrong number of args calling Redis command from script")
    }

    static var notAllowedInScript: ReplyError {
        ReplyError("ERR This Redis command is not allowed from script")
    }

    static var writeInReadOnlyScript: ReplyError {
        ReplyError("ERR Write commands are not allowed from read-only scripts.")
    }

    static var writingScriptAsReadOnly: ReplyError {
        ReplyError("ERR Can not execute a script with write flag using *_ro command.")
    }

    static var growingScript: ReplyError {
        ReplyError(
            """
            OOM allow-oom flag is not set on the script, can not run it when used memory > \
            'maxmemory'
            """
        )
    }

    // MARK: The first line of a script

    static var invalidHeader: ReplyError { ReplyError("ERR Invalid script shebang") }

    static var invalidEngine: ReplyError { ReplyError("ERR Invalid engine in script shebang") }

    static func quoting(_ text: StaticString, _ quoted: [UInt8]) -> ReplyError {
        ReplyError(composing: Array("ERR \(text)".utf8) + quoted.prefix { $0 != 0 })
    }

    // MARK: Killing

    static var notBusy: ReplyError {
        ReplyError("NOTBUSY No scripts in execution right now.")
    }

    static var unkillable: ReplyError {
        ReplyError(
            """
            UNKILLABLE Sorry the script already executed write commands against the dataset. You \
            can either wait the script termination or kill the server in a hard way using the \
            SHUTDOWN NOSAVE command.
            """
        )
    }
}
