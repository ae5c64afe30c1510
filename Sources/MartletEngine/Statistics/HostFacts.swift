/// What INFO tells of the process and the machine.
package struct HostFacts: Sendable {
    package var processID = 0
    package var tcpPort = 0
    package var executable = ""
    package var configurationFile = ""
    package var operatingSystem = ""
    package var compiler = ""
    package var multiplexing = ""
    /// The resident memory and its peak, in bytes.
    package var residentCount = 0
    package var allocatedCount = 0
    package var peakAllocatedCount = 0
    /// What was allocated when the server was ready.
    package var startupAllocatedCount = 0
    /// What the allocator took from the system for it.
    package var heapCount = 0
    package var allocator = ""
    package var systemMemoryCount = 0
    /// Processor time since the start, in microseconds.
    package var userMicroseconds = 0
    package var systemMicroseconds = 0
    /// The part of it that the thread took which runs the command.
    package var threadUserMicroseconds = 0
    package var threadSystemMicroseconds = 0
    /// Bytes read from and written to sockets.
    package var inputCount = 0
    package var outputCount = 0
    package var connectionsReceived = 0
    package var connectionsRejected = 0

    package init() {}
}
