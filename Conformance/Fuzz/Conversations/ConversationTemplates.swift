/// The forms of calls by which clients wait for each other.
enum ConversationTemplates {
    static let all = [waiting, tracking, feeding, unblocking, pausing]

    /// Calls after which a client may get something later. Only one pattern fits a channel, and the
    /// order in which all of them are given up is not compared: it follows from a hash table's seed.
    static let waiting = """
        3* BLPOP <list>+ (0|100)
        2* BRPOP <list>+ 0
        2* BLMOVE <list> <list> (LEFT|RIGHT) (LEFT|RIGHT) 0
        BRPOPLPUSH <list> <list> 0
        BLMPOP 0 #<list> (LEFT|RIGHT) [COUNT <count>]
        BZPOPMIN <zset>+ 0
        BZPOPMAX <zset>+ 0
        BZMPOP 0 #<zset> (MIN|MAX) [COUNT <count>]
        XREAD [COUNT <count>] BLOCK 0 STREAMS <stream> $
        XREAD BLOCK 0 STREAMS <stream> <stream> ($|<id>) ($|<id>)
        3* XREADGROUP GROUP <group> <consumer> [COUNT <count>] BLOCK 0 [NOACK] STREAMS <stream> >
        SUBSCRIBE (c1|c2|c3)+
        PSUBSCRIBE (c*|__keyspace*)+
        SSUBSCRIBE (c1|c2)+
        2* .shape> UNSUBSCRIBE
        UNSUBSCRIBE (c1|c2)+
        2* .shape> PUNSUBSCRIBE
        PUNSUBSCRIBE c*
        2* .shape> SUNSUBSCRIBE
        PUNSUBSCRIBE (c*|__keyspace*)
        SUNSUBSCRIBE c1
        RESET
        .shape> HELLO [(2|3) [AUTH default <text>] [SETNAME (ada|bob)]]
        AUTH [default|nosuch] <text>
        WAIT 1 0
        CLIENT KILL ID <client> [SKIPME (YES|NO)]
        QUIT
        .shape> CLIENT LIST ID <client>+
        .shape> CLIENT (ID|INFO)
        2* SUBSCRIBE __redis__:invalidate
        CLIENT TRACKING ON REDIRECT <client> [NOLOOP] [OPTIN|OPTOUT]
        CLIENT TRACKING ON REDIRECT <client> BCAST [PREFIX (s|l|z1)]
        2* CLIENT TRACKING OFF
        .near> CLIENT TRACKINGINFO
        .near> CLIENT GETREDIR
        CLIENT CACHING (YES|NO)
        2* WATCH <key>+
        UNWATCH
        3* MULTI
        6* EXEC
        DISCARD
        """

    /// Calls of RESP3 clients that are told what has changed.
    static let tracking = """
        3* CLIENT TRACKING ON [NOLOOP] [OPTIN|OPTOUT]
        CLIENT TRACKING ON BCAST [PREFIX (s|l|z1)] [NOLOOP]
        CLIENT TRACKING OFF
        """

    /// Calls that end what others wait for. Not together with pauses: CLIENT UNBLOCK of a client that
    /// waits for the end of one makes the real server end.
    static let unblocking = "4* CLIENT UNBLOCK <client> [TIMEOUT|ERROR]"

    static let pausing = """
        CLIENT PAUSE 1000000 WRITE
        3* CLIENT UNPAUSE
        """

    /// Calls by which others get something. Not SWAPDB: which of several keys it serves a client first
    /// follows from a hash table's seed.
    static let feeding = """
        4* RPUSH <list> <element>+
        3* LPUSH <list> <element>+
        3* ZADD <zset> (<score> <member>)+
        5* XADD <stream> <newid> <field> <text>
        2* XGROUP CREATE <stream> <group> ($|0) [MKSTREAM]
        XGROUP DESTROY <stream> <group>
        XGROUP SETID <stream> <group> 0
        3* DEL <key>+
        2* SET <string> <value>
        GET <string>
        MGET <string>+
        2* RENAME <key> <key>
        COPY <key> <key> REPLACE
        LMOVE <list> <list> LEFT RIGHT
        RPOPLPUSH <list> <list>
        EXPIREAT <key> 1
        FLUSHDB
        3* PUBLISH (c1|c2|c3) <text>
        SPUBLISH (c1|c2) <text>
        .unordered> PUBSUB CHANNELS [c*]
        .unordered> PUBSUB SHARDCHANNELS [c*]
        PUBSUB NUMPAT
        PUBSUB NUMSUB c1 c2 c3
        PUBSUB SHARDNUMSUB c1 c2
        EVAL "redis.call('RPUSH', KEYS[1], 1, 2) redis.call('LPOP', KEYS[1]) return redis.call('PUBLISH', 'c1', 'm')" 1 <list>
        EVAL "redis.call('RPUSH', KEYS[1], 1) return redis.call('DEL', KEYS[1])" 1 <list>
        """
}
