import MartletEngine
import MartletLoop

extension HostFacts {
    /// Fills in what the process and the machine are called.
    mutating func addProcessNames() {
        processID = ProcessNames.id
        if executable.isEmpty { executable = ProcessNames.executable }
        operatingSystem = ProcessNames.operatingSystem
        multiplexing = ProcessNames.multiplexing
        allocator = ProcessNames.allocator
        systemMemoryCount = ProcessNames.systemMemoryCount
    }

    /// Fills in what the connections added up to.
    mutating func add(_ statistics: ConnectionStatistics) {
        inputCount = statistics.inputCount
        outputCount = statistics.outputCount
        connectionsReceived = statistics.receivedCount
        connectionsRejected = statistics.rejectedCount
    }
}
