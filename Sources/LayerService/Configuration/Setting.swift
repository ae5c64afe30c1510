import ContextCache
import Foundation

/// A setting: its name in the file, its variable of the environment, and what may be said.
struct Setting: Sendable {
    /// The name in the file, such as `server.port`.
    let name: String
    let summary: String
    /// What else the variable of the environment may be called.
    var alias: String?
    /// Returns the value that a configuration has, as a text.
    let value: @Sendable (ServiceConfiguration) -> String
    /// Gives a configuration the value that a text means; returns what is wrong with it, nil if nothing
    /// is.
    let apply: @Sendable (inout ServiceConfiguration, String) -> String?

    /// The variable of the environment: `MARTLET_SERVER_PORT`.
    var variable: String { "MARTLET_" + name.uppercased().replacing(".", with: "_") }

    /// All settings, in the order of the README.
    static let all: [Setting] = [
        text("server.host", \.host, "the address to listen at"),
        number("server.port", \.port, 0...65_535, "the port; 0 takes a free one"),
        number(
            "server.shutdown_seconds", \.shutdownSeconds, 1...3600,
            "how long requests and streams have to end when the service is stopped"),
        text("redis.url", \.redisURL, "where the data are", alias: "REDIS_URL"),
        number(
            "redis.max_connections", \.redisConnections, 8...100_000,
            "how many connections to the server an instance has at most"),
        text("data.folder", \.folder, "where files are: uploads, and what is handed over"),
        choice(
            "log.level", \.logLevel, ["trace", "debug", "info", "notice", "warning", "error"],
            "what the log has"),
        choice("pets.language", \.petLanguage, ["zh", "en"], "what feelings are written in"),
        Setting(
            name: "pets.zone", summary: "the time zone of pets", value: { $0.petZone },
            apply: { configuration, text in
                guard TimeZone(identifier: text) != nil else { return "there is no zone '\(text)'" }
                configuration.petZone = text
                return nil
            }),
        number(
            "planner.pause_milliseconds", \.plannerPauseMilliseconds, 0...60_000,
            "how long the planner that needs no model waits behind each word"),
        number(
            "tasks.lease_seconds", \.taskLeaseSeconds, 1...86_400,
            "how long an instance may be silent until another does its tasks"),
        number(
            "limits.body_bytes", \.limits.bodyBytes, 1024...1_000_000_000,
            "the size of a body that is no file"),
        number(
            "limits.upload_bytes", \.limits.uploadBytes, 1...10_000_000_000, "the size of a file"),
        number(
            "limits.pending_uploads", \.limits.pendingUploads, 1...1_000_000,
            "how many uploads an instance has at a time, those that are being sent included"),
        number(
            "limits.tasks", \.limits.tasks, 1...100_000, "how many tasks an instance does at a time"
        ),
        number(
            "limits.queued_tasks", \.limits.queuedTasks, 1...10_000_000,
            "how many tasks wait or run, of all instances"),
        number(
            "limits.body_seconds", \.limits.bodySeconds, 1...86_400,
            "how long it may take to send a body"),
        number(
            "limits.idle_seconds", \.limits.idleSeconds, 1...86_400,
            "how long a connection may do nothing, and a stream's client not take anything"),
        number(
            "limits.connections", \.limits.connections, 1...1_000_000,
            "how many connections there are at most"),
        number(
            "limits.streams", \.limits.streams, 1...1_000_000,
            "how many streams there are at most"),
        number(
            "limits.stream_seconds", \.limits.streamSeconds, 1...1_000_000,
            "how long a stream lasts; its client then goes on with another"),
        number(
            "limits.ping_seconds", \.limits.pingSeconds, 1...3600,
            "after how long an idle stream gives a sign of life"),
    ]

    private static func text(
        _ name: String, _ path: any WritableKeyPath<ServiceConfiguration, String> & Sendable,
        _ summary: String, alias: String? = nil
    ) -> Setting {
        Setting(
            name: name, summary: summary, alias: alias, value: { $0[keyPath: path] },
            apply: { configuration, text in
                guard !text.isEmpty else { return "there has to be something" }
                configuration[keyPath: path] = text
                return nil
            })
    }

    private static func choice(
        _ name: String, _ path: any WritableKeyPath<ServiceConfiguration, String> & Sendable,
        _ choices: [String], _ summary: String
    ) -> Setting {
        Setting(
            name: name, summary: summary, value: { $0[keyPath: path] },
            apply: { configuration, text in
                guard choices.contains(text) else {
                    return "'\(text)' is none of \(choices.joined(separator: ", "))"
                }
                configuration[keyPath: path] = text
                return nil
            })
    }

    private static func number(
        _ name: String, _ path: any WritableKeyPath<ServiceConfiguration, Int> & Sendable,
        _ range: ClosedRange<Int>, _ summary: String
    ) -> Setting {
        Setting(
            name: name, summary: summary, value: { String($0[keyPath: path]) },
            apply: { configuration, text in
                guard let number = Int(text), range.contains(number) else {
                    return "'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)"
                }
                configuration[keyPath: path] = number
                return nil
            })
    }
}
