/// The commands whose facts are generated, a list for each file.
///
/// A container stands for itself; its subcommands are named with it. To add a command, add its name
/// here and run `swift run command-facts`.
enum CommandList {
    static let files: [(name: String, commands: [String])] = [
        (
            "StringValues",
            [
                "get", "getdel", "getex", "getset", "mget", "mset", "msetnx", "psetex", "set",
                "setex", "setnx",
            ]
        ),
        (
            "StringNumbers",
            ["decr", "decrby", "incr", "incrby", "incrbyfloat"]
        ),
        (
            "StringRanges",
            ["append", "getrange", "lcs", "setrange", "strlen", "substr"]
        ),
        (
            "Bitmaps",
            ["bitcount", "bitfield", "bitfield_ro", "bitop", "bitpos", "getbit", "setbit"]
        ),
        (
            "ListEnds",
            [
                "lmove", "lmpop", "lpop", "lpush", "lpushx", "rpop", "rpoplpush", "rpush", "rpushx",
            ]
        ),
        (
            "ListElements",
            ["lindex", "linsert", "llen", "lpos", "lrange", "lrem", "lset", "ltrim"]
        ),
        (
            "Hashes",
            [
                "hdel", "hexists", "hget", "hgetall", "hincrby", "hincrbyfloat", "hkeys", "hlen",
                "hmget", "hmset", "hrandfield", "hscan", "hset", "hsetnx", "hstrlen", "hvals",
            ]
        ),
        (
            "ListBlocking",
            ["blmove", "blmpop", "blpop", "brpop", "brpoplpush"]
        ),
        (
            "Sets",
            [
                "sadd", "scard", "sdiff", "sdiffstore", "sinter", "sintercard", "sinterstore",
                "sismember", "smembers", "smismember", "smove", "spop", "srandmember", "srem",
                "sscan", "sunion", "sunionstore",
            ]
        ),
        (
            "HyperLogLog",
            ["pfadd", "pfcount", "pfdebug", "pfmerge", "pfselftest"]
        ),
        (
            "SortedSetBlocking",
            ["bzmpop", "bzpopmax", "bzpopmin"]
        ),
        (
            "SortedSetMembers",
            [
                "zadd", "zcard", "zincrby", "zmpop", "zmscore", "zpopmax", "zpopmin",
                "zrandmember", "zrank", "zrem", "zrevrank", "zscan", "zscore",
            ]
        ),
        (
            "SortedSetRanges",
            [
                "zcount", "zlexcount", "zrange", "zrangebylex", "zrangebyscore", "zrangestore",
                "zremrangebylex", "zremrangebyrank", "zremrangebyscore", "zrevrange",
                "zrevrangebylex", "zrevrangebyscore",
            ]
        ),
        (
            "SortedSetAlgebra",
            ["zdiff", "zdiffstore", "zinter", "zintercard", "zinterstore", "zunion", "zunionstore"]
        ),
        (
            "Streams",
            ["xadd", "xdel", "xlen", "xrange", "xrevrange", "xsetid", "xtrim"]
        ),
        (
            "StreamReading",
            ["xack", "xautoclaim", "xclaim", "xpending", "xread", "xreadgroup"]
        ),
        (
            "StreamGroups",
            [
                "xgroup", "xgroup|create", "xgroup|createconsumer", "xgroup|delconsumer",
                "xgroup|destroy", "xgroup|help", "xgroup|setid",
            ]
        ),
        (
            "StreamInfo",
            ["xinfo", "xinfo|consumers", "xinfo|groups", "xinfo|help", "xinfo|stream"]
        ),
        (
            "Geo",
            ["geoadd", "geodist", "geohash", "geopos", "geosearch", "geosearchstore"]
        ),
        (
            "GeoRadius",
            ["georadius", "georadius_ro", "georadiusbymember", "georadiusbymember_ro"]
        ),
        (
            "Generic",
            [
                "copy", "del", "exists", "keys", "move", "persist", "randomkey", "rename",
                "renamenx", "scan", "touch", "type", "unlink",
            ]
        ),
        (
            "Sorting",
            ["sort", "sort_ro"]
        ),
        (
            "Expiry",
            [
                "expire", "expireat", "expiretime", "pexpire", "pexpireat", "pexpiretime", "pttl",
                "ttl",
            ]
        ),
        (
            "Object",
            [
                "object", "object|encoding", "object|freq", "object|help", "object|idletime",
                "object|refcount",
            ]
        ),
        (
            "Dump",
            ["dump", "restore", "restore-asking"]
        ),
        (
            "Scripts",
            [
                "eval", "eval_ro", "evalsha", "evalsha_ro", "script", "script|debug",
                "script|exists", "script|flush", "script|help", "script|kill", "script|load",
            ]
        ),
        (
            "Functions",
            [
                "fcall", "fcall_ro", "function", "function|delete", "function|dump",
                "function|flush", "function|help", "function|kill", "function|list",
                "function|load", "function|restore", "function|stats",
            ]
        ),
        (
            "Connection",
            ["auth", "echo", "hello", "ping", "quit", "reset", "select"]
        ),
        (
            "Client",
            [
                "client", "client|caching", "client|getname", "client|getredir", "client|help",
                "client|id", "client|info", "client|kill", "client|list", "client|no-evict",
                "client|pause", "client|reply", "client|setname", "client|tracking",
                "client|trackinginfo", "client|unblock", "client|unpause",
            ]
        ),
        (
            "PubSub",
            [
                "psubscribe", "publish", "pubsub", "pubsub|channels", "pubsub|help",
                "pubsub|numpat", "pubsub|numsub", "pubsub|shardchannels", "pubsub|shardnumsub",
                "punsubscribe", "spublish", "ssubscribe", "subscribe", "sunsubscribe",
                "unsubscribe",
            ]
        ),
        (
            "Server",
            [
                "dbsize", "debug", "flushall", "flushdb", "info", "lastsave", "lolwut", "monitor",
                "replicaof", "role", "shutdown", "slaveof", "swapdb", "time", "wait",
            ]
        ),
        (
            "Transactions",
            ["discard", "exec", "multi", "unwatch", "watch"]
        ),
        (
            "ACL",
            [
                "acl", "acl|cat", "acl|deluser", "acl|dryrun", "acl|genpass", "acl|getuser",
                "acl|help", "acl|list", "acl|load", "acl|log", "acl|save", "acl|setuser",
                "acl|users", "acl|whoami",
            ]
        ),
        (
            "Cluster",
            [
                "asking", "cluster", "cluster|addslots", "cluster|addslotsrange",
                "cluster|bumpepoch", "cluster|count-failure-reports", "cluster|countkeysinslot",
                "cluster|delslots", "cluster|delslotsrange", "cluster|failover",
                "cluster|flushslots", "cluster|forget", "cluster|getkeysinslot", "cluster|help",
                "cluster|info", "cluster|keyslot", "cluster|links", "cluster|meet",
                "cluster|myid", "cluster|nodes", "cluster|replicas", "cluster|replicate",
                "cluster|reset", "cluster|saveconfig", "cluster|set-config-epoch",
                "cluster|setslot", "cluster|shards", "cluster|slaves", "cluster|slots",
                "readonly", "readwrite",
            ]
        ),
        (
            "Modules",
            [
                "module", "module|help", "module|list", "module|load", "module|loadex",
                "module|unload",
            ]
        ),
        (
            "Replication",
            ["failover", "psync", "replconf", "sync"]
        ),
        (
            "Saving",
            ["bgrewriteaof", "bgsave", "save"]
        ),
        (
            "Migration",
            ["migrate"]
        ),
        (
            "Command",
            [
                "command", "command|count", "command|docs", "command|getkeys",
                "command|getkeysandflags", "command|help", "command|info", "command|list",
            ]
        ),
        (
            "Config",
            [
                "config", "config|get", "config|help", "config|resetstat", "config|rewrite",
                "config|set",
            ]
        ),
        (
            "Latency",
            [
                "latency", "latency|doctor", "latency|graph", "latency|help", "latency|histogram",
                "latency|history", "latency|latest", "latency|reset",
            ]
        ),
        (
            "Memory",
            [
                "memory", "memory|doctor", "memory|help", "memory|malloc-stats", "memory|purge",
                "memory|stats", "memory|usage",
            ]
        ),
        (
            "Slowlog",
            ["slowlog", "slowlog|get", "slowlog|help", "slowlog|len", "slowlog|reset"]
        ),
    ]

    /// The target of each file that isn't of MartletCommands.
    static let targets = [
        "Dump": "MartletRDB", "Scripts": "MartletScripting", "Functions": "MartletScripting",
    ]

    /// The commands that a setting guards, which no reply of the server tells.
    static let protected: Set<String> = ["debug", "module|load", "module|loadex", "module|unload"]

    /// The commands that write nothing but for replicas, which no reply tells either.
    static let replicated: Set<String> = [
        "eval", "evalsha", "fcall", "pfcount", "publish", "spublish",
    ]

    /// The commands that run at once where others are queued, which no reply tells either.
    static let immediate: Set<String> = ["discard", "exec", "multi", "quit", "reset", "watch"]

    /// The flags that no reply tells.
    static func hiddenFlags(of name: String) -> [String] {
        var flags: [String] = []
        if protected.contains(name) { flags.append(".protected") }
        if replicated.contains(name) { flags.append(".mayReplicate") }
        if immediate.contains(name) { flags.append(".immediate") }
        return flags
    }

    /// Whether the command has subcommands.
    static func isContainer(_ name: String) -> Bool {
        files.contains { $0.commands.contains { $0.hasPrefix(name + "|") } }
    }
}
