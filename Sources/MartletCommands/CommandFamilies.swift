import MartletEngine

/// The commands of this floor. Those of other floors are added where the floors meet.
package enum CommandFamilies {
    package static let all: [CommandSpec] =
        ACLCommands.all + BitmapCommands.all + CommandCommands.all + ConfigCommands.all
        + ConnectionCommands.all + DatabaseCommands.all + DebugCommands.all + GenericCommands.all
        + GeoCommands.all + HashCommands.all + HyperLogLogCommands.all + InfoCommands.all
        + LatencyCommands.all + ListCommands.all + LolwutCommands.all + MemoryCommands.all
        + MonitorCommands.all + PubSubCommands.all + RoleCommands.all + SetCommands.all
        + ShutdownCommands.all + SlowLogCommands.all + SortCommands.all + SortedSetCommands.all
        + StreamCommands.all + StringCommands.all + TimeCommands.all + TransactionCommands.all
}
