/// The forms of calls on keys of any type, and on the server.
enum KeyspaceTemplates {
    static let keys = """
        DEL <key>+
        UNLINK <key>+
        EXISTS <key>+
        TYPE <key>
        TOUCH <key>+
        2* RENAME <key> <key>
        RENAMENX <key> <key>
        2* COPY <key> <key> [DB <database>] [REPLACE]
        2* OBJECT ENCODING <key>
        OBJECT FREQ <key>
        .near> OBJECT IDLETIME <key>
        .unordered> KEYS <pattern>
        .unordered> SCAN 0 COUNT 100000 [MATCH <pattern>] [TYPE (string|list|set|hash|zset|stream|nosuch)]
        .shape> RANDOMKEY
        DBSIZE
        """

    static let expiry = """
        EXPIRE <key> <seconds> [NX|XX]
        EXPIRE <key> <oddseconds> (GT|LT)
        PEXPIRE <key> <milliseconds> [NX|XX]
        PEXPIRE <key> <oddmilliseconds> (GT|LT)
        2* EXPIREAT <key> <at> [NX|XX|GT|LT]
        2* PEXPIREAT <key> <atms> [NX|XX|GT|LT]
        PERSIST <key>
        .near> TTL <key>
        .near> PTTL <key>
        .near> EXPIRETIME <key>
        .near> PEXPIRETIME <key>
        """

    static let databases = """
        SELECT <database>
        SELECT 0
        MOVE <key> <database>
        SWAPDB <database> <database>
        COPY <key> <key> DB <database> [REPLACE]
        FLUSHDB [ASYNC|SYNC]
        FLUSHALL [ASYNC|SYNC]
        """

    static let dump = """
        .shape> DUMP <key>
        RESTORE <key> 0 <payload> [REPLACE]
        RESTORE <key> <milliseconds> <payload> REPLACE
        RESTORE <key> <atms> <payload> ABSTTL [REPLACE] [IDLETIME <count>|FREQ <small>]
        RESTORE <key> 0 <value> [REPLACE]
        RESTORE-ASKING <key> <milliseconds> <payload> [REPLACE] [IDLETIME <count>|FREQ <small>]
        RESTORE-ASKING <key> <atms> <payload> ABSTTL REPLACE
        """

    // Numbers are sorted behind a call that clears errno: what an earlier call has left there makes
    // Redis say that they are none. A packed sorted set is made a table before, which reads its scores.
    static let sort = """
        SORT (<list>|<set>) ALPHA [ASC|DESC] [LIMIT <small> <index>] [GET <getpattern>]+ [STORE <list>]
        SORT_RO (<list>|<set>|<zset>) ALPHA LIMIT 0 0 ;; ZADD nosuch XX 0 a ;; SORT @ [LIMIT <small> <index>] [GET <getpattern>]+ [ASC|DESC] [STORE <list>]
        SORT_RO (<set>|<zset>|<list>) ALPHA LIMIT 0 0 ;; ZADD nosuch XX 0 a ;; SORT @ BY (s*|h*->f|n*) [LIMIT <small> <index>] [GET <getpattern>]+ [ASC|DESC] [STORE <list>]
        .unordered> SORT_RO <key> BY nosort [GET <getpattern>] [ASC|DESC]
        DEL <zset> ;; ZADD @ (<score> <member>)+ ;; SORT @ BY nosort [GET "#"] [LIMIT <small> <index>] [DESC]
        DEL <list> ;; RPUSH @ (1|2|3|1|2|10)+ ;; ZADD nosuch XX 0 a ;; SORT @ [BY <weightby>] [ALPHA] [GET <getpattern>]+ [LIMIT <small> <small>] [DESC]
        """

    // The count of references is asked for outside transactions only: within one a queued value counts
    // as another reference to what was made of it.
    static let connection = """
        OBJECT REFCOUNT <key>
        PING [<text>]
        ECHO <text>
        CLIENT SETNAME <text>
        CLIENT GETNAME
        COMMAND COUNT
        .unordered> COMMAND INFO (get|set|xadd|nosuch|config|eval)+
        COMMAND GETKEYS MSET (<string> <value>)+
        COMMAND GETKEYS ZUNIONSTORE <zset> #<zset>
        COMMAND GETKEYS XREADGROUP GROUP <group> <consumer> STREAMS <stream> <pending>
        COMMAND GETKEYSANDFLAGS SORT <list> STORE <list>
        COMMAND GETKEYSANDFLAGS SET <string> <value>
        SLOWLOG RESET
        MULTI ;; DISCARD
        EXEC
        DISCARD
        UNWATCH
        WATCH <key>+ ;; UNWATCH
        """

    static let settings = """
        CONFIG SET hash-max-listpack-entries <threshold>
        CONFIG SET hash-max-listpack-value <threshold>
        CONFIG SET zset-max-listpack-entries <threshold>
        CONFIG SET zset-max-listpack-value <threshold>
        CONFIG SET set-max-intset-entries <threshold>
        CONFIG SET list-max-listpack-size (-1|-2|-5|1|2|3|5|8|128)
        CONFIG SET list-compress-depth (0|0|1|2)
        CONFIG SET stream-node-max-entries (0|1|2|3|5|100)
        CONFIG SET stream-node-max-bytes (0|64|256|4096)
        CONFIG SET hll-sparse-max-bytes (0|30|100|500|3000|16000)
        .unordered.pairs> CONFIG GET (hash-max*|zset-max*|list-*|stream-node*|set-max*)
        """

    /// What a sequence begins with.
    static let defaults = [
        "hash-max-listpack-entries 512", "hash-max-listpack-value 64",
        "zset-max-listpack-entries 128", "zset-max-listpack-value 64",
        "set-max-intset-entries 512", "list-max-listpack-size -2", "list-compress-depth 0",
        "stream-node-max-entries 100", "stream-node-max-bytes 4096", "hll-sparse-max-bytes 3000",
    ]
}
