/// The forms of calls on strings and what is kept in strings.
enum ValueTemplates {
    static let strings = """
        3* SET <string> <value>
        2* SET <string> <value> [NX|XX] [GET] [EX <seconds>|PX <milliseconds>|EXAT <future>|PXAT <futurems>|KEEPTTL]
        SET <counter> <integer> [KEEPTTL] [XX]
        SETNX <string> <value>
        SETEX <string> <seconds> <value>
        PSETEX <string> <milliseconds> <value>
        3* GET <string>
        GETSET <string> <value>
        GETDEL <string>
        GETEX <string> [EX <seconds>|PX <milliseconds>|EXAT <at>|PXAT <atms>|PERSIST]
        2* APPEND <string> <value>
        STRLEN <string>
        SETRANGE <string> <offset> <value>
        GETRANGE <string> <index> <index>
        SUBSTR <string> <index> <index>
        INCR <counter>
        DECR <counter>
        2* INCRBY <counter> <integer>
        DECRBY <counter> <integer>
        3* INCRBYFLOAT <counter> <float>
        INCRBYFLOAT <string> <float>
        MGET <string>+
        MSET (<string> <value>)+
        MSETNX (<string> <value>)+
        LCS <string> <string> [LEN] [IDX] [MINMATCHLEN <small>] [WITHMATCHLEN]
        LCS <string> <string> IDX [WITHMATCHLEN] [MINMATCHLEN <small>]
        """

    static let bitmaps = """
        3* SETBIT <bits> <offset> <bit>
        2* GETBIT <bits> <offset>
        BITCOUNT <bits> [<index> <index> [BYTE|BIT]]
        BITPOS <bits> <bit> [<index> [<index> [BYTE|BIT]]]
        BITOP (AND|OR|XOR) <bits> <bits>+
        BITOP NOT <bits> <bits>
        BITFIELD <bits> ([OVERFLOW (WRAP|SAT|FAIL)] (GET <bittype> <bitoffset>|SET <bittype> <bitoffset> <integer>|INCRBY <bittype> <bitoffset> <integer>))+
        BITFIELD <string> (GET <bittype> <bitoffset>|SET <bittype> <bitoffset> <integer>)+
        BITFIELD_RO <bits> (GET <bittype> <bitoffset>)+
        """

    static let hyperloglogs = """
        4* PFADD <hll> <element>+
        PFADD <hll>
        PFADD <hll> <number>+
        2* PFCOUNT <hll>+
        PFMERGE <hll> <hll>+
        PFDEBUG GETREG <hll>
        PFDEBUG DECODE <hll>
        PFDEBUG ENCODING <hll>
        PFDEBUG TODENSE <hll>
        GET <hll>
        STRLEN <hll>
        """

    static let geo = """
        4* GEOADD <geo> [NX|XX] [CH] (<longitude> <latitude> <place>)+
        GEODIST <geo> <place> <place> [<unit>]
        GEOHASH <geo> <place>+
        GEOPOS <geo> <place>+
        2* GEOSEARCH <geo> (FROMMEMBER <place>|FROMLONLAT <longitude> <latitude>) (BYRADIUS <radius> <unit>|BYBOX <radius> <radius> <unit>) [ASC|DESC] [COUNT <count> [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]
        GEOSEARCHSTORE <zset> <geo> (FROMMEMBER <place>|FROMLONLAT <longitude> <latitude>) (BYRADIUS <radius> <unit>|BYBOX <radius> <radius> <unit>) [ASC|DESC] [COUNT <count> [ANY]] [STOREDIST]
        GEORADIUS <geo> <longitude> <latitude> <radius> <unit> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT <count> [ANY]] [ASC|DESC] [STORE <zset>|STOREDIST <zset>]
        GEORADIUS_RO <geo> <longitude> <latitude> <radius> <unit> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT <count> [ANY]] [ASC|DESC]
        GEORADIUSBYMEMBER <geo> <place> <radius> <unit> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT <count> [ANY]] [ASC|DESC] [STORE <zset>|STOREDIST <zset>]
        GEORADIUSBYMEMBER_RO <geo> <place> <radius> <unit> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT <count> [ANY]] [ASC|DESC]
        """
}
