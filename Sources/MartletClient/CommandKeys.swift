import Synchronization

/// Which arguments of a command are keys, and whether it writes: what an engine in this process knows.
final class CommandKeys: Sendable {
    static let shared = CommandKeys()

    /// Where the keys of all commands of a name are.
    private enum Rule {
        case none
        /// From the first to the last, which counts from the end if negative.
        case range(first: Int, last: Int, step: Int)
        /// The engine has to be asked each time.
        case asked
    }

    /// Nil where no engine can be started; then no command has keys.
    private let server = try? Martlet.start(.inProcess)
    private let rules = Mutex<[[UInt8]: (keys: Rule, mayWrite: Bool)]>([:])

    /// Returns the keys of a command; none if there is no such command.
    func keys(of command: RedisCommand) -> [[UInt8]] {
        guard let name = command.arguments.first else { return [] }
        switch rule(for: name).keys {
        case .none: return []
        case .asked: return askedKeys(of: command)
        case .range(let first, let last, let step):
            let end = last < 0 ? command.arguments.count + last : last
            guard first <= end, end < command.arguments.count else { return [] }
            return stride(from: first, through: end, by: step).map { command.arguments[$0] }
        }
    }

    /// Whether the command may write; a script may, and so may what a transaction queued.
    func mayWrite(_ command: RedisCommand) -> Bool {
        command.arguments.first.map { rule(for: $0).mayWrite } ?? false
    }

    /// Names of commands that may write although the table doesn't say so.
    private static let indirectWriters = Set(["EVAL", "EVALSHA", "FCALL", "EXEC"])

    private func rule(for name: [UInt8]) -> (keys: Rule, mayWrite: Bool) {
        if let rule = rules.withLock({ $0[name] }) { return rule }
        let rule = readRule(for: name)
        rules.withLock { rules in
            // The names are the program's, but it may write them in any case.
            if rules.count < 1024 { rules[name] = rule }
        }
        return rule
    }

    private func readRule(for name: [UInt8]) -> (keys: Rule, mayWrite: Bool) {
        let question = [Array("COMMAND".utf8), Array("INFO".utf8), name]
        guard let row = try? server?.reply(to: question).elements?.first?.elements, row.count >= 6,
            let first = row[3].intValue, let last = row[4].intValue, let step = row[5].intValue
        else { return (.none, false) }
        let flags = (row[2].elements ?? []).compactMap(\.text)
        let text = String(decoding: name, as: UTF8.self).uppercased()
        let mayWrite = flags.contains("write") || Self.indirectWriters.contains(text)
        let isContainer = row.count > 9 && row[9].elements?.isEmpty == false
        if isContainer { return (.asked, subcommandsWrite(row[9])) }
        if flags.contains("movablekeys") { return (.asked, mayWrite) }
        let hasKeys = first > 0 && step > 0
        return (hasKeys ? .range(first: first, last: last, step: step) : .none, mayWrite)
    }

    /// Whether one of a container's subcommands writes, such as XGROUP's: then each counts as a write.
    private func subcommandsWrite(_ rows: RESPValue) -> Bool {
        (rows.elements ?? []).contains { row in
            guard let columns = row.elements, columns.count > 2 else { return false }
            return (columns[2].elements ?? []).contains { $0.text == "write" }
        }
    }

    private func askedKeys(of command: RedisCommand) -> [[UInt8]] {
        let question = [Array("COMMAND".utf8), Array("GETKEYS".utf8)] + command.arguments
        let reply = try? server?.reply(to: question)
        return (reply?.elements ?? []).compactMap(\.bytes)
    }
}
