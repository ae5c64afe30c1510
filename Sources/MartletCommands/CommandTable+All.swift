import MartletEngine

extension CommandTable {
    /// Every command there is.
    package static let all = CommandTable(
        ConnectionCommands.all + GenericCommands.all + StringCommands.all + ServerCommands.all
            + CommandCommands.all + ACLCommands.all + InfoCommands.all + LatencyCommands.all
            + MonitorCommands.all + SlowLogCommands.all)
}
