import MartletRESP

/// Scripts and functions.
extension CommandRunner {
    /// Runs a script and returns what it returns. `keys` are its `KEYS`, `arguments` its `ARGV`.
    ///
    ///     let left = try server.eval(
    ///         "return redis.call('DECRBY', KEYS[1], ARGV[1])", keys: ["stock:1"], arguments: ["2"])
    ///
    /// A script is compiled once, however often it is run.
    ///
    /// - Throws: ``MartletError``: the error that the script raised or returned.
    @discardableResult
    public func eval(
        _ script: String, keys: [String] = [], arguments: [String] = []
    ) throws(MartletError) -> RESPValue {
        try run("EVAL", script, keys, arguments)
    }

    /// Runs a script that changes nothing, and returns what it returns.
    ///
    /// - Throws: ``MartletError``: the error that the script raised or returned, such as that of a
    ///   command that writes.
    public func evalReadOnly(
        _ script: String, keys: [String] = [], arguments: [String] = []
    ) throws(MartletError) -> RESPValue {
        try run("EVAL_RO", script, keys, arguments)
    }

    /// Adds a library of functions, and returns its name; in place of one of the same name if
    /// `replacing`.
    ///
    ///     try server.loadFunctions(
    ///         """
    ///         #!lua name=stock
    ///         redis.register_function('take', function(keys, arguments)
    ///             return redis.call('DECRBY', keys[1], arguments[1])
    ///         end)
    ///         """)
    ///     try server.call("take", keys: ["stock:1"], arguments: ["2"])
    ///
    /// - Throws: ``MartletError``: the error in the library, or that of a name that is taken.
    @discardableResult
    public func loadFunctions(
        _ library: String, replacing: Bool = false
    ) throws(MartletError) -> String {
        let reply = try session.reply { list in
            list.append("FUNCTION", "LOAD")
            if replacing { list.append("REPLACE") }
            list.append(library)
        }.orError()
        return reply.text ?? ""
    }

    /// Calls a function and returns what it returns.
    ///
    /// - Throws: ``MartletError``: the error that the function raised or returned, or that of a
    ///   function that there isn't.
    @discardableResult
    public func call(
        _ function: String, keys: [String] = [], arguments: [String] = []
    ) throws(MartletError) -> RESPValue {
        try run("FCALL", function, keys, arguments)
    }

    private func run(
        _ command: String, _ script: String, _ keys: [String], _ arguments: [String]
    ) throws(MartletError) -> RESPValue {
        try session.reply { list in
            list.append(command, script, String(keys.count))
            for key in keys { list.append(key) }
            for argument in arguments { list.append(argument) }
        }.orError()
    }
}
