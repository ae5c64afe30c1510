/// The forms of calls on streams and their groups.
enum StreamTemplates {
    static let streams = """
        6* XADD <stream> <newid> (<field> <text>)+
        2* XADD <stream> [NOMKSTREAM] [(MAXLEN|MINID) ["="|~] <count> [LIMIT <count>]] <newid> (<field> <value>)+
        .shape> XADD <stream> [NOMKSTREAM] * <field> <text> ;; DEL @
        XLEN <stream>
        XRANGE <stream> <low> <high> [COUNT <count>]
        XREVRANGE <stream> <high> <low> [COUNT <count>]
        2* XDEL <stream> <id>+
        XTRIM <stream> MAXLEN ["="|~] <count> [LIMIT <count>]
        XTRIM <stream> MINID ["="|~] <id> [LIMIT <count>]
        XSETID <stream> <newid> [ENTRIESADDED <count>] [MAXDELETEDID <id>]
        XREAD [COUNT <count>] STREAMS (<stream> <low>|<stream> <stream> <id> <id>)
        XINFO STREAM <stream>
        .near> XINFO STREAM <stream> FULL [COUNT <small>]
        """

    static let groups = """
        2* XGROUP CREATE <stream> <group> (<low>|$|0|0) [MKSTREAM] [ENTRIESREAD <count>]
        XGROUP CREATECONSUMER <stream> <group> <consumer>
        XGROUP DELCONSUMER <stream> <group> <consumer>
        XGROUP DESTROY <stream> <group>
        XGROUP SETID <stream> <group> (<id>|$|0) [ENTRIESREAD <count>]
        6* XREADGROUP GROUP <group> <consumer> [COUNT <count>] [NOACK] STREAMS <stream> <pending>
        XREADGROUP GROUP <group> <consumer> STREAMS <stream> <stream> <pending> <pending>
        2* XACK <stream> <group> <id>+
        XPENDING <stream> <group>
        2* .near> XPENDING <stream> <group> [IDLE (0|100000000)] <low> <high> <count> [<consumer>]
        2* XCLAIM <stream> <group> <consumer> (0|100000000) <id>+ [IDLE (0|1000000000)|TIME <atms>] [RETRYCOUNT <count>] [FORCE] [JUSTID] [LASTID <id>]
        2* XAUTOCLAIM <stream> <group> <consumer> (0|100000000) <low> [COUNT <count>] [JUSTID]
        XINFO GROUPS <stream>
        .near> XINFO CONSUMERS <stream> <group>
        """
}
