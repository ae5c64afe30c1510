import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ConfigReaderTests {
    private func read(_ text: String) throws(ConfigFailure) -> Settings {
        var reader = ConfigReader()
        try reader.read(Array(text.utf8))
        return try reader.finish()
    }

    @Test func linesAreRead() throws {
        let settings = try read(
            """
            # a comment
              PORT   "64\\x30\\x30"
            bind 127.0.0.1 '-::1'\r
            maxmemory 1gb
            maxmemory 2mb
            client-output-buffer-limit normal 1 2 3
            client-output-buffer-limit pubsub 4 5 6
            save 60 1
            save 30 2
            lua-replicate-commands yes
            slowlog-log-slower-than -1
            unixsocketperm 700
            user default on nopass ~* &* +@all
            """)
        #expect(settings.port == 6400)
        #expect(settings.bind == ["127.0.0.1", "-::1"])
        #expect(settings.maxMemory == 2 << 20)
        #expect(settings.clientOutputBufferLimits.normal.softSeconds == 3)
        #expect(settings.clientOutputBufferLimits.pubsub.hard == 4)
        #expect(settings.value(of: "save") == "60 1 30 2")
        #expect(settings.unixSocketPermissions == 0o700)
    }

    @Test(
        "Lines that stop the start, in redis-server's words",
        arguments: [
            ("port 1x", "argument couldn't be parsed into an integer"),
            ("port \"1", "Unbalanced quotes in configuration line"),
            ("port", "wrong number of arguments"), ("port 1 2", "wrong number of arguments"),
            ("foo bar", "Bad directive or wrong number of arguments"),
            ("\"-x\"", "Bad directive or wrong number of arguments"),
            ("user", "Bad directive or wrong number of arguments"),
            ("include a b", "Bad directive or wrong number of arguments"),
            ("a.b", "Module config specified without value"),
            ("oom-score-adj-values 1 2", "wrong number of arguments"),
            (
                "bind 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7",
                "Too many bind addresses specified."
            ),
            (
                "appendonly yes",
                "Martlet writes no append-only file yet: it starts with 'appendonly no' only"
            ),
            ("replicaof a 1", "Martlet can't be a replica yet"),
            ("loadmodule /x.so", "Martlet loads no modules"),
            ("user me on", "Martlet has no users but the default one yet"),
            (
                "user default on #00 ~* &* +@all",
                "Martlet can't take a password's hash: it has to be that of 'requirepass'"
            ),
        ])
    func failures(line: String, reason: String) {
        #expect(
            throws: ConfigFailure.line(number: 2, text: Array(line.utf8), reason: reason)
        ) {
            try read("\n\t\(line) ")
        }
    }

    /// A file that CONFIG REWRITE wrote is read again.
    @Test func thePasswordMayBeToldTwice() throws {
        let hash = SHA256.hexadecimal(of: Array("secret".utf8))
        let settings = try read("user default on #\(hash) ~* &* +@all\nrequirepass secret")
        #expect(settings.requirePass == Array("secret".utf8))
    }

    @Test func laterLinesTakeRefusalsBack() throws {
        #expect(try read("appendonly yes\nappendonly no\ntls-port 1\ntls-port 0").port == 6379)
    }

    @Test func failuresArePrinted() {
        let failure = ConfigFailure.line(
            number: 2, text: Array("port \"abc\"".utf8), reason: "why")
        #expect(
            failure.block
                == Array(
                    """

                    *** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
                    Reading the configuration file, at line 2
                    >>> 'port "abc"'
                    why

                    """.utf8))
        #expect(
            ConfigFailure.file(path: "/a", reason: "No").logLine
                == "Fatal error, can't open config file '/a': No")
    }

    @Test func aFileCanNotIncludeItselfForEver() throws {
        let path = "/tmp/martlet-include-\(UInt64.random(in: 0...(.max))).conf"
        try FileSystem.replace(path, with: Array("include \(path)\n".utf8))
        defer { FileSystem.remove(path) }
        var reader = ConfigReader()
        #expect(throws: ConfigFailure.self) { try reader.read(file: path) }
    }
}
