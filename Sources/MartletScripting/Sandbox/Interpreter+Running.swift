import MartletEngine

/// Running a script or a function.
extension Interpreter {
    /// Runs the function that is kept as `kept`, and replies with what it returns. `keys` and those
    /// behind them are the arguments that it gets: a script as global variables, a function as its own.
    func execute(
        _ run: ScriptRun, kept: Int, keys: Range<Int>, _ arguments: Arguments,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        begin(run, arguments, &call)
        lua.push(kept: kept)
        pushStrings(arguments, keys)
        if run.isEval { setGlobal(LuaMachine.Slot.keysName) }
        pushStrings(arguments, keys.upperBound..<arguments.count)
        if run.isEval { setGlobal(LuaMachine.Slot.argumentsName) }
        call.noteScriptKeys(keys, of: arguments)
        let outer = call.beginNesting(.script)
        var status = LuaMachine.CallStatus.returned
        machine.setInterrupts(true)
        Lent.lend(&call, at: { current = $0 }) {
            Lent.lend(&command, at: { currentCommand = $0 }) {
                status = machine.call(
                    arguments: run.isEval ? 0 : 2, results: 1,
                    handler: LuaMachine.Slot.errorHandler)
            }
        }
        machine.setInterrupts(false)
        call.endNesting(outer)
        let version = self.run?.terms.version ?? .two
        self.run = nil
        if beganMicroseconds != nil { endWatch(&call) }
        defer {
            lua.pop(lua.count - slotCount)
            machine.resetCollector()
        }
        guard status == .returned else { return try replyWithError(run, arguments, &call, &reply) }
        let errors = LuaToReply.write(self, version, &reply)
        if !errors.areNone { call.count(errors, of: arguments) }
    }

    private func begin(_ run: ScriptRun, _ arguments: Arguments, _ call: inout CommandCall) {
        self.run = run
        startTicks = call.startTicks
        guard !run.isEval else { return }
        runCommand.removeAll()
        for index in 0..<arguments.count { runCommand.append(arguments[index]) }
    }

    /// Ends what `watch` began.
    private func endWatch(_ call: inout CommandCall) {
        beganMicroseconds = nil
        isKilled = false
        call.endOverdue()
    }

    private func pushStrings(_ arguments: Arguments, _ range: Range<Int>) {
        lua.pushTable(elements: range.count)
        var number = 1
        for index in range {
            lua.push(arguments[index])
            lua.set(element: number, in: -2)
            number += 1
        }
    }

    /// Makes the value on top that of the global variable whose name is in a slot.
    private func setGlobal(_ name: Int) {
        lua.push(copyOf: name)
        lua.insert(at: -2)
        lua.set(in: LuaMachine.Slot.globals)
    }

    /// Replies with the error on top of the stack.
    private func replyWithError(
        _ run: ScriptRun, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard lua.type(at: -1) == .table else {
            let text = lua.text(at: -1) ?? Array("execution failure".utf8)
            throw ReplyError(
                composing: Array("ERR Error running script ".utf8) + run.name + Array(", ".utf8)
                    + text.prefix(100))
        }
        let error = ScriptError(lua, raisedIn: run.name)
        guard error.isCounted else { throw error.error }
        reply.error(error.error)
        call.count(LuaToReply.Errors(countedCount: 1), of: arguments)
    }
}

extension CommandCall {
    /// Counts the errors in the reply to the command that runs, which did not fail otherwise.
    ///
    /// As in Redis each error that a command was counted for in the script is a failure of the script's
    /// too, and all others are one together.
    fileprivate mutating func count(_ errors: LuaToReply.Errors, of arguments: Arguments) {
        for error in errors.own { statistics.count(error) }
        guard let command = find(arguments) else { return }
        let failures = errors.countedCount + min(1, errors.own.count)
        statistics.commands[command.row].failedCalls += failures
    }
}
