/// Finding commands by the names that clients write.
extension CommandTable {
    /// Returns the command called `name` in any case; a subcommand is called `config|get`.
    package func spec(called name: String) -> CommandSpec? {
        let parts = name.split(
            separator: "|", maxSplits: 2, omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count <= 2, let row = row(called: parts[0], parts.count == 2 ? parts[1] : nil)
        else { return nil }
        return rows[row]
    }

    /// Returns the command that `arguments` call, or nil if there is none.
    package func spec(of arguments: Arguments) -> CommandSpec? {
        guard let row = row(called: String(copying: arguments[0])) else { return nil }
        guard !rows[row].subcommands.isEmpty, arguments.count > 1 else { return rows[row] }
        return self.row(called: rows[row].name, String(copying: arguments[1])).map { rows[$0] }
    }
}
