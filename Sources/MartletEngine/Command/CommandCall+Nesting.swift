/// Commands that are parts of another: of a transaction, or of a script.
///
///     let outer = call.beginNesting(.script)
///     defer { call.endNesting(outer) }
///     guard let command = call.find(&list) else { … }
///     call.runNested(command, &list, &reply)
///
/// Until the end, time stands still for keys: none expires between two of the commands. A command
/// that would have to wait replies as if its time were over, and nobody who waits is served before
/// the outer command is done.
extension CommandCall {
    /// What commands are parts of.
    package enum Nesting {
        case transaction
        case script
    }

    /// What the outer command goes on with when its parts are done.
    package struct OuterCommand {
        let nesting: Nesting?
        let row: Int
        let startTicks: UInt64
        let database: Int
        let now: Int
    }

    /// Lets the command that runs have parts. A script's own time begins with it, also in a
    /// transaction, and what it selects is forgotten at its end.
    package mutating func beginNesting(_ nesting: Nesting) -> OuterCommand {
        let outer = OuterCommand(
            nesting: self.nesting, row: row, startTicks: startTicks, database: client.database,
            now: keyspace.now)
        if self.nesting == nil { outermostRow = row }
        self.nesting = nesting
        if nesting == .script { keyspace.now = clock.wallMilliseconds }
        return outer
    }

    /// Ends what `beginNesting` began.
    package mutating func endNesting(_ outer: OuterCommand) {
        if nesting == .script { select(outer.database) }
        nesting = outer.nesting
        row = outer.row
        startTicks = outer.startTicks
        keyspace.now = outer.now
    }

    /// The row of the command that the client sent: of EXEC while the transaction's run.
    package var sentRow: Int {
        mutating get { nesting == nil ? row : outermostRow }
    }

    /// Runs a command as a part of the one that runs, and writes its reply, which is an error if it
    /// fails. It is counted, timed, logged, and shown to monitors like any other.
    ///
    /// What may forbid the command was checked before: here it is not even looked at how many
    /// arguments there are.
    package mutating func runNested(
        _ command: FoundCommand, _ arguments: Arguments, _ reply: inout ReplyWriter
    ) {
        precondition(nesting != nil, "the command has no parts")
        row = command.row
        startTicks = clock.sample()
        let run = table.rows[command.row].run
        let place = reply.place
        do throws(ReplyError) {
            try run(arguments, &self, &reply)
        } catch {
            Dispatcher.fail(error, row: command.row, &self, &reply)
        }
        // A part may have made the client listen.
        if gate.contains(.messages) || client.session.isListening {
            Dispatcher.didRun(arguments, row: command.row, &self)
        }
        // What a script's parts make for the client comes before the script's reply.
        if nesting == .transaction { endPart(command, at: place, &reply) }
        Dispatcher.show(arguments, command.flags, &self, &reply)
        Dispatcher.finishNested(row: command.row, arguments, &self)
        // Keys of several databases become ready in the order in which the commands came.
        if gate.contains(.blocked) { collectReady() }
    }

    /// Runs a command as a part of the one that runs, as `runNested` does. What `list` holds in memory
    /// of its own may be kept without a copy.
    package mutating func runNested(
        _ command: FoundCommand, _ list: inout ArgumentList, _ reply: inout ReplyWriter
    ) {
        guard !list.largeArguments.isEmpty else {
            return runNested(command, list.arguments, &reply)
        }
        list.locateLargeArguments()
        let outer = largeArguments
        largeArguments = list.largeArguments
        runNested(command, list.arguments, &reply)
        largeArguments = outer
    }

    /// Counts an error for which a command wasn't run; `command` is nil if there is none of the name.
    package mutating func countRejected(_ error: ReplyError, of command: FoundCommand?) {
        if let command { statistics.commands[command.row].rejectedCalls += 1 }
        statistics.count(error)
    }
}
