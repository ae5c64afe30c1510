extension TestEngine {
    /// Runs commands that semicolons part; returns the last one's reply.
    mutating func runAll(_ script: String) -> String {
        script.split(separator: ";").reduce("") { _, line in run(String(line)) }
    }
}
