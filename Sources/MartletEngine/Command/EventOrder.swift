/// On which side of its reply a command tells a change of keys.
///
/// Only a client that listens to its own changes, in the third protocol, can see it.
enum EventOrder {
    /// Whether redis-server has replied to a command when it tells of `event`.
    static func isBehindReply(_ event: StaticString, of command: String) -> Bool {
        guard let events = behindReply[command] else { return false }
        return events.contains("\(event)")
    }

    /// The events that come behind the reply of each command. Those in the midst of a reply are put
    /// there by whoever writes it: `CommandCall.tellOwn`.
    private static let behindReply: [String: [String]] = {
        var orders: [String: [String]] = [
            "bitfield": ["setbit"], "getdel": ["del"], "getset": ["new", "set"],
            "getex": ["del", "expire", "persist"], "geoadd": ["zadd"], "lset": ["lset"],
            "spop": ["del"], "zadd": ["zadd", "zincr"], "zincrby": ["zincr"],
            "zrangestore": ["del", "zrangestore"],
        ]
        orders["xadd"] = ["xadd", "xtrim"]
        orders["xsetid"] = ["xsetid"]
        for change in ["create", "destroy", "setid"] {
            orders["xgroup|\(change)"] = ["xgroup-\(change)"]
        }
        for name in ["expire", "expireat", "pexpire", "pexpireat"] { orders[name] = ["expire"] }
        for name in ["blmove", "brpoplpush", "lmove", "rpoplpush"] {
            orders[name] = ["del", "lpop", "rpop"]
        }
        for name in ["lpush", "lpushx", "rpush", "rpushx"] { orders[name] = ["lpush", "rpush"] }
        for name in ["blmpop", "blpop", "brpop", "lmpop", "lpop", "rpop"] {
            orders[name] = ["del", "lpop", "rpop"]
        }
        for name in ["hincrby", "hincrbyfloat", "hset"] { orders[name] = [name] }
        for name in ["hmset", "hsetnx"] { orders[name] = ["hset"] }
        for name in ["sdiffstore", "sinterstore", "sunionstore"] { orders[name] = [name] }
        for name in ["zdiffstore", "zinterstore", "zunionstore"] { orders[name] = ["del", name] }
        for name in ["bzmpop", "bzpopmax", "bzpopmin", "zmpop", "zpopmax", "zpopmin"] {
            orders[name] = ["del"]
        }
        return orders
    }()
}
