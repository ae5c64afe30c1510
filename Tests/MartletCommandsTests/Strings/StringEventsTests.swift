import Testing

/// What string and bitmap commands tell of their changes: the count that
/// `rdb_changes_since_last_save` grows by, and the keyspace events, as 7.0.15 counts and names them.
@Suite struct StringEventsTests {
    @Test(arguments: [
        ("SET k v", 1, "set k"),
        ("SET k v EX 100", 1, "set k, expire k"),
        ("SET k v PXAT 1", 1, "set k, expire k"),
        ("SET k v; SET k w NX", 0, ""),
        ("SET k v NX GET", 1, "set k"),
        ("SET k v EX 100; SET k w KEEPTTL", 1, "set k"),
        ("SET k v; SET k w GET", 1, "set k"),
        ("SETNX k v", 1, "set k"),
        ("SET k v; SETNX k v", 0, ""),
        ("SETEX k 100 v", 1, "set k, expire k"),
        ("PSETEX k 100 v", 1, "set k, expire k"),
        ("GETSET k v", 1, "set k"),
        ("SET k v; GETDEL k", 1, "del k"),
        ("GETDEL k", 0, ""),
        ("SET k v; GETEX k", 0, ""),
        ("SET k v; GETEX k EX 100", 1, "expire k"),
        ("SET k v; GETEX k PXAT 1", 1, "del k"),
        ("SET k v; GETEX k PERSIST", 0, ""),
        ("SET k v EX 100; GETEX k PERSIST", 1, "persist k"),
        ("GETEX k EX 100", 0, ""),
        ("MSET a 1 b 2 a 3", 3, "set a, set b, set a"),
        ("MSETNX a 1 b 2 a 3", 3, "set a, set b, set a"),
        ("SET a 1; MSETNX a 1 b 2", 0, ""),
        ("APPEND k ''", 1, "append k"),
        ("SET k v; APPEND k ''", 1, "append k"),
        ("SETRANGE k 0 ''", 0, ""),
        ("SETRANGE k 3 x", 1, "setrange k"),
        ("SET k v; SETRANGE k 0 ''", 0, ""),
        ("INCR k", 1, "incrby k"),
        ("DECR k", 1, "incrby k"),
        ("INCRBY k 0", 1, "incrby k"),
        ("DECRBY k 5", 1, "incrby k"),
        ("INCRBYFLOAT k 1.5", 1, "incrbyfloat k"),
        ("SET k abc; INCR k", 0, ""),
    ])
    func strings(script: String, dirty: Int, events: String) {
        Self.check(script, dirty, events)
    }

    @Test(arguments: [
        ("SETBIT k 3 0", 1, "setbit k"),
        ("SETBIT k 3 1", 1, "setbit k"),
        ("SET k a; SETBIT k 1 1", 0, ""),
        ("SET k a; SETBIT k 1 0", 1, "setbit k"),
        ("SETBIT k 3 0; SETBIT k 100 0", 1, "setbit k"),
        ("SETBIT k 3 0; SETBIT k 2 0", 0, ""),
        ("SET a x; BITOP AND d a a", 1, "set d"),
        ("BITOP AND d a a", 0, ""),
        ("SET d 1; BITOP AND d a a", 1, "del d"),
        ("SET a ''; SET d 1; BITOP NOT d a", 1, "del d"),
        ("BITFIELD k SET u8 0 0", 1, "setbit k"),
        ("BITFIELD k SET u8 0 1 SET u8 8 2 INCRBY u8 0 1 GET u8 0", 3, "setbit k"),
        ("BITFIELD k GET u8 0", 0, ""),
        ("BITFIELD k OVERFLOW FAIL SET u2 0 9", 0, ""),
        ("BITFIELD k OVERFLOW FAIL SET u2 0 9 SET u2 0 0", 1, "setbit k"),
        ("SET k a; BITFIELD k SET u8 0 97", 0, ""),
        ("SET k a; BITFIELD k INCRBY u8 0 0", 0, ""),
        ("SET k a; BITFIELD k OVERFLOW FAIL SET u2 0 9", 0, ""),
    ])
    func bitmaps(script: String, dirty: Int, events: String) {
        Self.check(script, dirty, events)
    }

    /// Runs the commands and compares what the last one told.
    private static func check(_ script: String, _ dirty: Int, _ events: String) {
        let effect = TestEngine.effect(of: script)
        #expect(effect.events == events, "\(script)")
        #expect(effect.dirty == dirty, "\(script)")
    }
}
