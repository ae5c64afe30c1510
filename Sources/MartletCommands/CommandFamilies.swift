import MartletEngine

/// The commands of this floor. Those of other floors are added where the floors meet.
package enum CommandFamilies {
    package static let all: [CommandSpec] =
        ACLCommands.all + BitmapCommands.all + ClusterCommands.all + CommandCommands.all
        + ConfigCommands.all + ConnectionCommands.all + DatabaseCommands.all + DebugCommands.all
        + GenericCommands.all + GeoCommands.all + HashCommands.all + HyperLogLogCommands.all
        + InfoCommands.all + LatencyCommands.all + ListCommands.all + LolwutCommands.all
        + MemoryCommands.all + ModuleCommands.all + MonitorCommands.all + PubSubCommands.all
        + ReplicationCommands.all + RoleCommands.all + SavingCommands.all + SetCommands.all
        + ShutdownCommands.all + SlowLogCommands.all + SortCommands.all + SortedSetCommands.all
        + StreamCommands.all + StringCommands.all + TimeCommands.all + TransactionCommands.all
}
