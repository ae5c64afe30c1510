import MartletEngine

extension TestEngine {
    /// Runs commands that semicolons part; returns the last one's reply.
    mutating func runAll(_ script: String) -> String {
        script.split(separator: ";").reduce("") { _, line in run(String(line)) }
    }

    /// Runs commands that semicolons part; returns what the last one told: the count that
    /// `rdb_changes_since_last_save` grows by, and the keyspace events.
    static func effect(of script: String) -> (dirty: Int, events: String) {
        var engine = TestEngine()
        let lines = script.split(separator: ";").map(String.init)
        for line in lines.dropLast() { engine.run(line) }
        engine.engine.call.events = KeyspaceEvents()
        engine.engine.call.events.isRecording = true
        engine.run(lines.last ?? "")
        let told = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        return (engine.engine.call.events.dirty, told.joined(separator: ", "))
    }
}
