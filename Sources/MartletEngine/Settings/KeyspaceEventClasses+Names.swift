extension KeyspaceEventClasses {
    /// Returns the class of an event by its name.
    static func of(_ event: StaticString) -> KeyspaceEventClasses {
        classes["\(event)"] ?? .generic
    }

    /// The class of each event that isn't of the class `generic`.
    private static let classes: [String: KeyspaceEventClasses] = {
        let names: [(KeyspaceEventClasses, [String])] = [
            (
                .string,
                [
                    "append", "incrby", "incrbyfloat", "pfadd", "set", "setbit", "setrange",
                ]
            ),
            (
                .list,
                [
                    "linsert", "lpop", "lpush", "lrem", "lset", "ltrim", "rpop", "rpush",
                    "sortstore",
                ]
            ),
            (.set, ["sadd", "sdiffstore", "sinterstore", "spop", "srem", "sunionstore"]),
            (.hash, ["hdel", "hincrby", "hincrbyfloat", "hset"]),
            (
                .sortedSet,
                [
                    "georadiusstore", "geosearchstore", "zadd", "zdiffstore", "zincr",
                    "zinterstore", "zpopmax", "zpopmin", "zrangestore", "zrem",
                    "zremrangebylex", "zremrangebyrank", "zremrangebyscore", "zunionstore",
                ]
            ),
            (
                .stream,
                [
                    "xadd", "xautoclaim", "xclaim", "xdel", "xgroup-create",
                    "xgroup-createconsumer", "xgroup-delconsumer", "xgroup-destroy",
                    "xgroup-setid", "xreadgroup", "xsetid", "xtrim",
                ]
            ),
            (.expired, ["expired"]), (.evicted, ["evicted"]), (.keyMiss, ["keymiss"]),
            (.newKey, ["new"]),
        ]
        var classes: [String: KeyspaceEventClasses] = [:]
        for (eventClass, names) in names {
            for name in names { classes[name] = eventClass }
        }
        return classes
    }()
}
