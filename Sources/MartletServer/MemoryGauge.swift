import MartletEngine
import MartletLoop

/// How much memory the process uses, told without holding anybody up.
///
/// Asking the allocator can be slow, so it is asked for one part in a hundred of the time at most.
/// In between, what it said is moved by as much as the resident memory has changed.
struct MemoryGauge {
    /// How much longer than a look took the next one has to wait.
    private static let patience = 100

    private var heap = HeapFigures()
    private var residentAtLook = ProcessFigures().residentCount
    private var lookedAt = MonotonicClock.nanoseconds()
    private var peak = 0

    /// Puts the figures of now into `facts`.
    mutating func tell(_ facts: inout HostFacts) {
        let figures = ProcessFigures()
        let now = MonotonicClock.nanoseconds()
        if now - lookedAt >= heap.cost * Self.patience {
            heap = HeapFigures()
            residentAtLook = figures.residentCount
            lookedAt = now
        }
        facts.residentCount = figures.residentCount
        facts.userMicroseconds = figures.userMicroseconds
        facts.systemMicroseconds = figures.systemMicroseconds
        facts.threadUserMicroseconds = figures.threadUserMicroseconds
        facts.threadSystemMicroseconds = figures.threadSystemMicroseconds

        let isKnown = heap.allocatedCount > 0
        let change = figures.residentCount - residentAtLook
        facts.allocatedCount =
            isKnown
            ? max(1, heap.allocatedCount + change) : figures.residentCount
        facts.heapCount =
            isKnown
            ? max(facts.allocatedCount, heap.heldCount + change) : figures.residentCount
        peak = max(peak, facts.allocatedCount)
        facts.peakAllocatedCount = peak
    }
}
