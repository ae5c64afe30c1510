import MartletEngine

/// What is about a cluster, of which the server isn't a part.
enum ClusterCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .cluster, summary: "Groups what is about the cluster.",
            subcommands: slots + nodes + state),
        CommandSpec(
            .asking, summary: "Lets the next command use a slot that is on its way here.",
            run: refuse),
        CommandSpec(
            .readonly, summary: "Lets the connection read from a replica.", run: refuse),
        CommandSpec(
            .readwrite, summary: "Keeps the connection from reading from a replica.", run: refuse),
    ]

    static let slots: [CommandSpec] = [
        CommandSpec(.clusterAddslots, summary: "Gives the node slots.", run: refuse),
        CommandSpec(.clusterAddslotsrange, summary: "Gives the node ranges of slots.", run: refuse),
        CommandSpec(.clusterCountkeysinslot, summary: "Counts the keys in a slot.", run: refuse),
        CommandSpec(.clusterDelslots, summary: "Takes slots away from the node.", run: refuse),
        CommandSpec(
            .clusterDelslotsrange, summary: "Takes ranges of slots away from the node.",
            run: refuse),
        CommandSpec(.clusterFlushslots, summary: "Takes all slots from the node.", run: refuse),
        CommandSpec(.clusterGetkeysinslot, summary: "Lists keys in a slot.", run: refuse),
        CommandSpec(.clusterKeyslot, summary: "Tells the slot of a key.", run: refuse),
        CommandSpec(.clusterSetslot, summary: "Says whose a slot is.", run: refuse),
        CommandSpec(.clusterShards, summary: "Lists the shards with their slots.", run: refuse),
        CommandSpec(.clusterSlots, summary: "Lists the slots with their nodes.", run: refuse),
    ]

    static let nodes: [CommandSpec] = [
        CommandSpec(
            .clusterCountFailureReports, summary: "Counts the nodes that say a node has failed.",
            run: refuse),
        CommandSpec(.clusterFailover, summary: "Makes a replica the master.", run: refuse),
        CommandSpec(.clusterForget, summary: "Forgets a node.", run: refuse),
        CommandSpec(.clusterLinks, summary: "Lists the links to other nodes.", run: refuse),
        CommandSpec(.clusterMeet, summary: "Makes another node known.", run: refuse),
        CommandSpec(.clusterNodes, summary: "Describes the nodes.", run: refuse),
        CommandSpec(.clusterReplicas, summary: "Lists a node's replicas.", run: refuse),
        CommandSpec(.clusterReplicate, summary: "Makes the node a replica.", run: refuse),
        CommandSpec(.clusterSlaves, summary: "Lists a node's replicas.", run: refuse),
    ]

    static let state: [CommandSpec] = [
        CommandSpec(.clusterBumpepoch, summary: "Advances the epoch.", run: refuse),
        CommandSpec(.clusterHelp, summary: "Lists the subcommands of CLUSTER.", run: refuse),
        CommandSpec(.clusterInfo, summary: "Tells how the cluster is.", run: refuse),
        CommandSpec(.clusterMyid, summary: "Tells the node's id.", run: refuse),
        CommandSpec(.clusterReset, summary: "Makes the node as new.", run: refuse),
        CommandSpec(.clusterSaveconfig, summary: "Writes what the node knows.", run: refuse),
        CommandSpec(.clusterSetConfigEpoch, summary: "Sets a new node's epoch.", run: refuse),
    ]

    /// Replies with an error: the server is no node of a cluster.
    static func refuse(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError("ERR This instance has cluster support disabled")
    }
}
