/// What becomes of commands when there is no memory to be had.
extension Dispatcher {
    /// Checks that a command which takes more memory may have it. What asks for little is refused too
    /// if it would have to be queued.
    ///
    /// Nothing is given up to make room: with another policy than `noeviction`, memory isn't limited.
    @inline(never) static func checkMemory(
        _ slot: CommandTable.Slot, _ arguments: Arguments, _ call: inout CommandCall
    ) throws(ReplyError) {
        let isOutOfMemory =
            call.settings.maxMemoryPolicy == .noeviction && call.pause.scope == nil
            && call.host.usesMemory(beyond: call.settings.maxMemory)
        if isOutOfMemory {
            let flags = call.flags(of: FoundCommand(slot), arguments)
            if flags.contains(.denyOOM) || isQueued(slot, &call) { throw .outOfMemory }
        }
        call.isOutOfMemory = isOutOfMemory
    }

    private static func isQueued(_ slot: CommandTable.Slot, _ call: inout CommandCall) -> Bool {
        guard call.gate.contains(.transaction) else { return false }
        switch call.table.rows[slot.row].fullName {
        case "exec", "discard", "quit", "reset": return false
        default: return true
        }
    }
}

extension CommandCall {
    /// Returns the flags that tell what a command may do to data and memory: EXEC has those of what it
    /// runs, a script's are what it says of itself.
    mutating func flags(of command: FoundCommand, _ arguments: Arguments) -> CommandFlags {
        guard command.row == table.execRow else {
            return table.rows[command.row].argumentFlags?(arguments, &self) ?? command.flags
        }
        var flags = command.flags
        if client.transaction?.mayWrite == true { flags.insert(.write) }
        if client.transaction?.mayGrow == true { flags.insert(.denyOOM) }
        return flags
    }

    /// Whether the command that the client sent may take no more memory, nor what it runs.
    package var mayNotGrow: Bool {
        mutating get { settings.maxMemory > 0 && isOutOfMemory }
    }
}
