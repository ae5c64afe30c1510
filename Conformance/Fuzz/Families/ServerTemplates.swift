/// The forms of calls on the server and on clients that one client can make without others.
enum ServerTemplates {
    /// No reply of these may follow from time, memory or the moment, unless only its shape counts. Not
    /// DEBUG RELOAD: what was a table may be packed then, in the order of that table.
    static let server = """
        .unordered> ACL CAT [keyspace|read|write|set|hash|connection|dangerous|scripting|nosuch]
        ACL (WHOAMI|USERS|LIST|LOAD|SAVE)
        .unordered.pairs> ACL GETUSER (default|nosuch)
        ACL DELUSER (default|nosuch)+
        ACL DRYRUN (default|nosuch) (get|set|nosuch|config) <key>
        .shape> ACL GENPASS [<integer>]
        .shape> ACL LOG [<count>|RESET]
        AUTH [default|nosuch] <text>
        .shape> HELLO [(2|3) [AUTH default <text>] [SETNAME (ada|bob)]]
        .shape> CLIENT (ID|INFO)
        .shape> CLIENT LIST [TYPE (normal|pubsub)]
        CLIENT LIST (TYPE (master|replica|nosuch)|ID 999999)
        CLIENT KILL ID 999999 [TYPE (normal|master|slave|replica|pubsub|nosuch)] [USER (default|nosuch)] [ADDR 1.2.3.4:5] [LADDR 1.2.3.4:5] [SKIPME (yes|no|maybe)]
        CLIENT KILL (1.2.3.4:5|ADDR 1.2.3.4:5|LADDR 1.2.3.4:5|USER nosuch|TYPE (master|replica|nosuch))
        CLIENT UNBLOCK 999999 [TIMEOUT|ERROR]
        CLIENT NO-EVICT (ON|OFF|maybe)
        CLIENT (UNPAUSE|GETREDIR|TRACKINGINFO|REPLY ON|TRACKING OFF|CACHING YES|PAUSE 0 (WRITE|ALL))
        .unordered> COMMAND LIST [FILTERBY (MODULE nosuch|ACLCAT (geo|hash|nosuch)|PATTERN (x*|*store|[a-c]*))]
        CONFIG REWRITE
        DEBUG (DIGEST|SLEEP 0|SET-ACTIVE-EXPIRE 1)
        DEBUG DIGEST-VALUE <key>+
        DEBUG ERROR <text>
        DEBUG QUICKLIST-PACKED-THRESHOLD (0|10|100)
        DEBUG PROTOCOL (string|integer|double|null|array|set|map|verbatim|true|false|bignum|nosuch)
        FAILOVER [TO 127.0.0.1 1 [FORCE]] [ABORT] [TIMEOUT <count>]
        .near> LASTSAVE
        LATENCY (LATEST|HISTORY (command|nosuch)|GRAPH (command|nosuch)|RESET [command])
        .shape> (LATENCY|MEMORY) DOCTOR
        .shape> LOLWUT [VERSION 7]
        MEMORY PURGE
        .shape> MEMORY USAGE <key> [SAMPLES <count>]
        .shape> MEMORY MALLOC-STATS
        MIGRATE 127.0.0.1 1 absent <database> 100 [COPY] [REPLACE] [AUTH <text>|AUTH2 default <text>]
        MIGRATE 127.0.0.1 1 "" <database> 100 [COPY] [REPLACE] [AUTH <text>|AUTH2 default <text>] KEYS absent absent
        MODULE (LIST|LOAD /nosuch [<text>]|LOADEX /nosuch [CONFIG a b] [ARGS <text>]|UNLOAD nosuch)
        PUBSUB (CHANNELS [<pattern>]|SHARDCHANNELS [<pattern>]|NUMPAT|NUMSUB [<text>]|SHARDNUMSUB [<text>])
        (PUBLISH|SPUBLISH) <text> <text>
        (REPLICAOF|SLAVEOF) NO ONE
        ROLE
        SLOWLOG (GET [<count>]|LEN)
        .shape> TIME
        WAIT 0 0
        WAIT <small> 1
        (READONLY|READWRITE|ASKING)
        CLUSTER (BUMPEPOCH|FAILOVER [FORCE|TAKEOVER]|FLUSHSLOTS|INFO|LINKS|MYID|NODES|RESET [HARD|SOFT]|SAVECONFIG|SHARDS|SLOTS)
        CLUSTER (ADDSLOTS|DELSLOTS|COUNT-FAILURE-REPORTS|COUNTKEYSINSLOT|FORGET|KEYSLOT|REPLICAS|REPLICATE|SET-CONFIG-EPOCH|SLAVES) <small>
        CLUSTER (ADDSLOTSRANGE|DELSLOTSRANGE|GETKEYSINSLOT|MEET) <small> <small>
        CLUSTER SETSLOT <small> (IMPORTING x|MIGRATING x|STABLE|NODE x)
        """
}
