/// A command that was found by its name, to be run later, or as a part of another.
package struct FoundCommand: Sendable {
    /// The row in the table: what to tell of the command, such as its name, stands there.
    package let row: Int
    package let flags: CommandFlags
    let argumentCounts: ClosedRange<Int>

    @inline(__always) init(_ slot: borrowing CommandTable.Slot) {
        row = slot.row
        flags = slot.flags
        argumentCounts = slot.argumentCounts
    }

    /// The command that stands in a row.
    init(row: Int, of table: borrowing CommandTable) {
        self.row = row
        flags = table.rows[row].flags
        argumentCounts = table.rows[row].facts.argumentCounts
    }

    /// Whether the command takes so many arguments, its name included.
    package func takes(_ count: Int) -> Bool { argumentCounts.contains(count) }

    /// Whether the command may change the data.
    package var isWrite: Bool { flags.contains(.write) }

    /// Whether the command may change the data, or what others are told.
    package var mayChange: Bool { isWrite || flags.contains(.mayReplicate) }

    /// Whether scripts may not call the command.
    package var isKeptFromScripts: Bool { flags.contains(.noScript) }

    /// Whether scripts may call the command nevertheless where DEBUG SET-DISABLE-DENY-SCRIPTS lets
    /// them: neither what is about the client or runs others, nor what stops the server.
    package var mayRunDenied: Bool {
        flags.contains(.blocking)
            || flags.contains(.admin) && flags.isDisjoint(with: [.protected, .allowBusy])
    }
}

extension CommandTable {
    /// Returns the command that `arguments` call, if a transaction queues it and there is nothing else
    /// to check about it.
    @inline(__always) borrowing func queueable(_ arguments: Arguments) -> FoundCommand? {
        guard let index = index(of: arguments[0]) else { return nil }
        let slots = slots.span
        guard slots[index].traits.isEmpty,
            slots[index].flags.isDisjoint(with: [.noMulti, .immediate]),
            slots[index].argumentCounts.contains(arguments.count)
        else { return nil }
        return FoundCommand(slots[index])
    }
}

extension CommandCall {
    /// Returns the command that `arguments` name, of a container the subcommand; nil if there is none.
    package mutating func find(_ arguments: Arguments) -> FoundCommand? {
        guard arguments.count > 0, let index = table.index(of: arguments[0]) else { return nil }
        let slots = table.slots.span
        guard slots[index].traits.contains(.container), arguments.count > 1 else {
            return FoundCommand(slots[index])
        }
        return table.subcommand(of: slots[index].row, called: arguments[1])
            .map { slot in FoundCommand(slot) }
    }

    /// Returns the command in `list`, of a container the subcommand; nil if there is none.
    package mutating func find(_ list: inout ArgumentList) -> FoundCommand? {
        list.locateLargeArguments()
        return find(list.arguments)
    }
}
