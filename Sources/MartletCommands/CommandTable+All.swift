import MartletEngine

extension CommandTable {
    /// Every command there is.
    package static let all = CommandTable(
        ConnectionCommands.all + GenericCommands.all + StringCommands.all + ServerCommands.all
            + CommandCommands.all + ACLCommands.all
            + DatabaseCommands.all + DebugCommands.all + LolwutCommands.all + MemoryCommands.all
            + RoleCommands.all + ShutdownCommands.all + TimeCommands.all)
}
