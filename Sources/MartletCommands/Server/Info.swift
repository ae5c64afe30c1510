import MartletEngine

/// The text that INFO replies with, as it grows section by section.
///
/// Libraries look fields up by name, so those about what this server doesn't have are told too,
/// with the value that says so.
struct Info: ~Copyable {
    private(set) var text = ByteBuffer(capacity: 4096)
    let facts: HostFacts

    init(_ facts: HostFacts) {
        self.facts = facts
    }

    /// Appends a section.
    mutating func append(_ section: InfoSection, _ call: inout CommandCall) {
        switch section {
        case .server: appendServer(&call)
        case .clients: appendClients(&call)
        case .memory: appendMemory(&call)
        case .persistence: appendPersistence(&call)
        case .stats: appendStats(&call)
        case .replication: appendReplication(&call)
        case .cpu: appendCPU()
        case .modules: headline("Modules")
        case .commandstats: appendCommandStats(&call)
        case .errorstats: appendErrorStats(&call)
        case .latencystats: appendLatencyStats(&call)
        case .cluster: appendCluster()
        case .keyspace: appendKeyspace(&call)
        }
    }

    // MARK: Lines

    /// Begins a section.
    mutating func headline(_ name: StaticString) {
        if text.count > 0 { text.append("\r\n") }
        text.append("# ")
        text.append(name)
        text.append("\r\n")
    }

    mutating func field(_ name: StaticString, _ value: Int) {
        text.append(name)
        text.append(":")
        text.append(decimal: value)
        text.append("\r\n")
    }

    mutating func field(_ name: StaticString, _ value: String) {
        text.append(name)
        text.append(":")
        text.append(text: value)
        text.append("\r\n")
    }

    mutating func field(_ name: StaticString, _ value: Double, decimals: Int, unit: String = "") {
        text.append(name)
        text.append(":")
        text.append(value, decimals: decimals)
        text.append(text: unit)
        text.append("\r\n")
    }

    /// Appends a number of bytes.
    mutating func field(_ name: StaticString, bytesForHumans count: Int) {
        text.append(name)
        text.append(":")
        text.append(bytesForHumans: count)
        text.append("\r\n")
    }

    /// Appends several fields that are 0, because what they count doesn't exist or never happened.
    mutating func zeros(_ names: StaticString...) {
        for name in names { field(name, 0) }
    }

    /// Appends a line that is put together.
    mutating func line(_ body: (inout ByteBuffer) -> Void) {
        body(&text)
        text.append("\r\n")
    }
}
