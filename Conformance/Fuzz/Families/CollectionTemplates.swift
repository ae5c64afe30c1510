/// The forms of calls on lists, sets, hashes and sorted sets.
enum CollectionTemplates {
    static let lists = """
        4* RPUSH <list> <element>+
        3* LPUSH <list> <element>+
        LPUSHX <list> <element>+
        RPUSHX <list> <element>+
        LPOP <list> [<count>]
        RPOP <list> [<count>]
        LLEN <list>
        2* LRANGE <list> <index> <index>
        LRANGE <list> 0 -1
        LINDEX <list> <index>
        LSET <list> <index> <element>
        2* LINSERT <list> (BEFORE|AFTER) <element> <element>
        2* LREM <list> <index> <element>
        LTRIM <list> <index> <index>
        RPOPLPUSH <list> <list>
        LMOVE <list> <list> (LEFT|RIGHT) (LEFT|RIGHT)
        LPOS <list> <element> [RANK <index>] [COUNT <small>] [MAXLEN <small>]
        LMPOP #<list> (LEFT|RIGHT) [COUNT <count>]
        """

    static let sets = """
        4* SADD <set> <member>+
        2* SADD <set> <number>+
        SADD <set> <element>+
        2* SREM <set> <member>+
        SREM <set> <number>
        SISMEMBER <set> <member>
        SMISMEMBER <set> <member>+
        SCARD <set>
        2* .unordered> SMEMBERS <set>
        SMOVE <set> <set> <member>
        .unordered> SINTER <set>+
        .unordered> SUNION <set>+
        .unordered> SDIFF <set>+
        SINTERSTORE <set> <set>+
        SUNIONSTORE <set> <set>+
        SDIFFSTORE <set> <set>+
        SINTERCARD #<set> [LIMIT <count>]
        .unordered> SPOP <set> 100000
        .shape> SPOP <set> [<count>] ;; DEL @
        .shape> SRANDMEMBER <set>
        .shape> SRANDMEMBER <set> <index>
        .unordered> SRANDMEMBER <set> 100000
        .unordered> SSCAN <set> 0 COUNT 100000 [MATCH <pattern>]
        """

    static let hashes = """
        4* HSET <hash> (<field> <value>)+
        HSET <hash> (<element> <element>)+
        HMSET <hash> (<field> <value>)+
        HSETNX <hash> <field> <value>
        2* HGET <hash> <field>
        HMGET <hash> <field>+
        .unordered.pairs> HGETALL <hash>
        .unordered> HKEYS <hash>
        .unordered> HVALS <hash>
        HLEN <hash>
        HEXISTS <hash> <field>
        HSTRLEN <hash> <field>
        2* HDEL <hash> <field>+
        HINCRBY <hash> <field> <integer>
        2* HINCRBYFLOAT <hash> <field> <float>
        .shape> HRANDFIELD <hash>
        .shape> HRANDFIELD <hash> <index> [WITHVALUES]
        .unordered.pairs> HRANDFIELD <hash> 100000 WITHVALUES
        .unordered.pairs> HSCAN <hash> 0 COUNT 100000 [MATCH <pattern>]
        """

    // Ranges by name only of sets whose scores are the same: of others they follow from the height of
    // a skip list's nodes, which is chance.
    static let sortedSets = """
        5* ZADD <zset> (<score> <member>)+
        2* ZADD <zset> [NX|XX] [GT|LT] [CH] (<score> <member>)+
        ZADD <zset> [NX|XX] [GT|LT] [CH] INCR <score> <member>
        ZADD <zset> (<score> <element>)+
        ZINCRBY <zset> <score> <member>
        ZREM <zset> <member>+
        ZSCORE <zset> <member>
        ZMSCORE <zset> <member>+
        ZCARD <zset>
        ZRANK <zset> <member>
        ZREVRANK <zset> <member>
        ZCOUNT <zset> <bound> <bound>
        2* ZRANGE <zset> <index> <index> [REV] [WITHSCORES]
        ZRANGE <zset> <bound> <bound> BYSCORE [REV] [LIMIT <small> <index>] [WITHSCORES]
        ZREVRANGE <zset> <index> <index> [WITHSCORES]
        ZRANGEBYSCORE <zset> <bound> <bound> [WITHSCORES] [LIMIT <small> <index>]
        ZREVRANGEBYSCORE <zset> <bound> <bound> [WITHSCORES] [LIMIT <small> <index>]
        ZRANGESTORE <zset> <zset> <index> <index> [REV]
        ZRANGESTORE <zset> <zset> <bound> <bound> BYSCORE [REV] [LIMIT <small> <index>]
        5* DEL <zset> ;; ZADD @ (0 <member>)+ ;; ZADD @ (0 <member>)+ ;; (ZLEXCOUNT @ <lexlow> <lexhigh>|ZRANGEBYLEX @ <lexlow> <lexhigh> [LIMIT <small> <index>]|ZREVRANGEBYLEX @ <lexhigh> <lexlow> [LIMIT <small> <index>]|ZRANGE @ <lexlow> <lexhigh> BYLEX [REV] [LIMIT <small> <index>]|ZRANGE @ <lexhigh> <lexlow> BYLEX REV|ZRANGESTORE <zset> @ <lexlow> <lexhigh> BYLEX [LIMIT <small> <index>]|ZREMRANGEBYLEX @ <lexlow> <lexhigh>)
        ZREMRANGEBYRANK <zset> <index> <index>
        ZREMRANGEBYSCORE <zset> <bound> <bound>
        ZPOPMIN <zset> [<count>]
        ZPOPMAX <zset> [<count>]
        ZMPOP #<zset> (MIN|MAX) [COUNT <count>]
        ZUNION #(<zset>|<set>) [WEIGHTS =<float>] [AGGREGATE (SUM|MIN|MAX)] [WITHSCORES]
        ZINTER #(<zset>|<set>) [WEIGHTS =<float>] [AGGREGATE (SUM|MIN|MAX)] [WITHSCORES]
        ZDIFF #(<zset>|<set>) [WITHSCORES]
        ZUNIONSTORE <zset> #(<zset>|<set>) [WEIGHTS =<float>] [AGGREGATE (SUM|MIN|MAX)]
        ZINTERSTORE <zset> #(<zset>|<set>) [WEIGHTS =<float>] [AGGREGATE (SUM|MIN|MAX)]
        ZDIFFSTORE <zset> #(<zset>|<set>)
        ZINTERCARD #(<zset>|<set>) [LIMIT <count>]
        .shape> ZRANDMEMBER <zset>
        .shape> ZRANDMEMBER <zset> <index> [WITHSCORES]
        .unordered.pairs> ZSCAN <zset> 0 COUNT 100000 [MATCH <pattern>]
        """
}
