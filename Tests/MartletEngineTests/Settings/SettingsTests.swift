import Testing

@testable import MartletEngine

@Suite struct SettingsTests {
    /// Setting every directive to its default changes nothing: fields and rows agree.
    @Test func defaultsAgree() throws {
        var settings = Settings()
        for (row, directive) in ConfigTable.rows.enumerated() {
            if directive.name == "replicaof" || directive.name == "bind" { continue }
            let words = directive.words(of: Array(directive.defaultValue.utf8))
            try settings.set(row, to: words, from: .command)
            #expect(
                settings.value(of: row) == Array(directive.defaultValue.utf8), "\(directive.name)")
            settings.texts[row] = nil
        }
        settings.savePointsAreDefault = true
        #expect("\(settings)" == "\(Settings())")
    }

    @Test func namesAreUnique() {
        var names: Set<String> = []
        for directive in ConfigTable.rows {
            #expect(names.insert(directive.name).inserted)
            if let alias = directive.alias { #expect(names.insert(alias).inserted) }
        }
        // Those that CONFIG GET shows, the hidden ones, and Martlet's own.
        #expect(names.count == 192 + 5 + 1)
    }

    @Test(
        "Values as CONFIG GET prints them",
        arguments: [
            ("maxmemory", "1k", "1000"), ("maxmemory", "1KB", "1024"), ("maxmemory", "", "0"),
            ("maxmemory", "kb", "0"), ("maxmemory", "1b", "1"),
            ("maxmemory", "18446744073709551616", "18446744073709551615"),
            ("maxmemory", "99999999999gb", "15140462030378500096"),
            ("maxmemory-clients", "1%", "1%"), ("maxmemory-clients", "0%", "0"),
            ("maxmemory-clients", "18446744073709551615", "1%"),
            ("maxmemory-clients", "1mb", "1048576"),
            ("save", "60 1 30 2", "60 1 30 2"), ("save", "+60 +1", "60 1"),
            ("save", "99999999999999999999 1", "9223372036854775807 1"),
            ("save", "60 99999999999", "60 1215752191"), ("save", "060 01", "60 1"),
            ("save", "", ""),
            (
                "client-output-buffer-limit", "normal 1mb 1kb 10",
                "normal 1048576 1024 10 slave 268435456 67108864 60 pubsub 33554432 8388608 60"
            ),
            (
                "client-output-buffer-limit", "REPLICA 4 5 6 pubsub 1 2 3",
                "normal 0 0 0 slave 4 5 6 pubsub 1 2 3"
            ),
            (
                "client-output-buffer-limit", "normal 1 1 99999999999999",
                "normal 1 1 276447231 slave 268435456 67108864 60 pubsub 33554432 8388608 60"
            ),
            (
                "client-output-buffer-limit", "normal 1 1 ",
                "normal 1 1 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60"
            ),
            ("latency-tracking-info-percentiles", "99.999999999", "100"),
            ("latency-tracking-info-percentiles", "0.1234567 .5 50. 1e1", "0.123457 0.5 50 10"),
            ("latency-tracking-info-percentiles", "-0 0x10 5e-7", "-0 16 0"),
            ("notify-keyspace-events", "KEA", "AKE"),
            ("notify-keyspace-events", "g$lshzxetd", "A"),
            ("notify-keyspace-events", "Kn", "nK"), ("notify-keyspace-events", "An", "A"),
            ("notify-keyspace-events", "KEg$lshzxetdmn", "AKEm"),
            ("notify-keyspace-events", "KEg$lshzxed", "g$lshzxedKE"),
            ("oom-score-adj", "relative", "yes"), ("oom-score-adj-values", "+1 2 3", "1 2 3"),
            ("hz", "0", "1"), ("hz", "501", "500"), ("PORT", "80", "80"),
            ("shutdown-on-sigint", "force now nosave", "nosave now force"),
            ("shutdown-on-sigint", "default now", "now"), ("unixsocketperm", "0700", "700"),
            ("loglevel", "DEBUG", "debug"), ("lua-time-limit", "7", "7"),
            ("replicaof", "a 06", "a 6"), ("replicaof", "NO one", ""),
            ("proc-title-template", "title}", "title}"),
            ("protected-mode", "NO", "no"), ("bind", "", ""),
        ])
    func values(name: String, value: String, printed: String) throws {
        var settings = Settings()
        try settings.set(name, to: value)
        #expect(settings.value(of: name) == printed)
    }

    @Test(
        "Values that are refused, in redis-server's words",
        arguments: [
            ("port", "65536", "argument must be between 0 and 65535 inclusive"),
            ("port", "+1", "argument couldn't be parsed into an integer"),
            ("maxmemory", "1tb", "argument must be a memory value"),
            (
                "proto-max-bulk-len", "18446744073709551615",
                "argument must be between 1048576 and 9223372036854775807 inclusive"
            ),
            ("maxmemory-clients", "101%", "percentage argument must be less or equal to 100"),
            ("maxmemory-clients", "-1%", "argument must be a memory or percent value"),
            ("save", "60 1 ", "Invalid save parameters"), ("save", "  ", "Invalid save parameters"),
            ("save", "60 -1", "Invalid save parameters"),
            (
                "client-output-buffer-limit", "master 1 1 1",
                "Invalid client class specified in buffer limit configuration."
            ),
            (
                "client-output-buffer-limit", "normal -1 1 1",
                "Error in hard, soft or soft_seconds setting in buffer limit configuration."
            ),
            (
                "latency-tracking-info-percentiles", "50  99",
                "Invalid latency-tracking-info-percentiles parameters"
            ),
            ("oom-score-adj-values", "1  2 3", "wrong number of arguments"),
            ("unixsocketperm", "1000", "argument must be between 0 and 777 inclusive"),
            ("unixsocketperm", "8", "argument couldn't be parsed as an octal number"),
            ("appendfilename", "", "appendfilename can't be empty"),
            ("dbfilename", "a\\b", "dbfilename can't be a path, just a filename"),
            ("activerehashing", "1", "argument must be 'yes' or 'no'"),
            (
                "loglevel", "x",
                "argument(s) must be one of the following: debug, verbose, notice, warning"
            ),
            (
                "shutdown-on-sigint", "save nosave",
                "shutdown options SAVE and NOSAVE can't be used simultaneously"
            ),
            (
                "proc-title-template", "{title}",
                "template format is invalid or contains unknown variables"
            ),
        ])
    func errors(name: String, value: String, text: String) {
        var settings = Settings()
        #expect(throws: Settings.Failure(name: name, error: ConfigError(text))) {
            try settings.set(name, to: value)
        }
        #expect("\(settings)" == "\(Settings())")
    }

    @Test func linesOfSaveAddUp() throws {
        var settings = Settings()
        let row = try #require(ConfigTable.find(Array("save".utf8))).row
        try settings.set(row, to: [Array("60".utf8), Array("1".utf8)], from: .file)
        try settings.set(row, to: [Array("30".utf8), Array("2".utf8)], from: .file)
        #expect(settings.value(of: "save") == "60 1 30 2")
        try settings.set(row, to: [[]], from: .file)
        #expect(settings.value(of: "save") == "")
    }
}
