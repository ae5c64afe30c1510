import Logging

/// Writes log lines in redis-server's format: `pid:M 21 Nov 2026 10:00:00.000 * Ready …`.
package struct RedisLogHandler: LogHandler {
    private let sink: LogSink
    /// A level of this logger's own; without one, CONFIG SET's holds.
    private var ownLevel: Logger.Level?
    package var metadata: Logger.Metadata = [:]

    package init(to sink: LogSink) {
        self.sink = sink
    }

    package var logLevel: Logger.Level {
        get { ownLevel ?? sink.level }
        set { ownLevel = newValue }
    }

    package func log(event: LogEvent) {
        var line = event.message.description
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        sink.write(line, level: event.level)
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
