import MartletEngine
import MartletLoop

/// How much memory the process uses, told without holding anybody up.
///
/// Asking the allocator can be slow, so it is asked for one part in a hundred of the time at most.
/// In between, what it said is moved by as much as the resident memory has changed.
struct MemoryGauge {
    /// How much longer than a look at the allocator took the next one has to wait.
    private static let patience = 100
    /// How much longer than comparing took what it found is believed.
    private static let belief = 20

    private var heap = HeapFigures()
    private var residentAtLook = ProcessFigures.residentCount
    private var lookedAt = MonotonicClock.nanoseconds()
    private var allocated = 0
    private var peak = 0
    private var comparedAt = 0
    private var comparisonCost = 0

    /// Puts the figures of now into `facts`.
    mutating func tell(_ facts: inout HostFacts) {
        let figures = ProcessFigures()
        let resident = figures.residentCount
        look(resident, patience: Self.patience)
        facts.residentCount = resident
        facts.userMicroseconds = figures.userMicroseconds
        facts.systemMicroseconds = figures.systemMicroseconds
        facts.threadUserMicroseconds = figures.threadUserMicroseconds
        facts.threadSystemMicroseconds = figures.threadSystemMicroseconds
        facts.allocatedCount = allocated
        facts.heapCount =
            heap.allocatedCount > 0
            ? max(allocated, heap.heldCount + resident - residentAtLook) : resident
        peak = max(peak, allocated)
        facts.peakAllocatedCount = peak
    }

    /// Returns whether more than `limit` bytes are allocated. That there are not is believed for a
    /// moment; that there are is made sure of, since somebody is refused for it.
    mutating func isBeyond(_ limit: UInt64) -> Bool {
        let start = MonotonicClock.nanoseconds()
        let wasBeyond = allocated > limit
        if !wasBeyond, start - comparedAt < comparisonCost * Self.belief { return false }
        look(ProcessFigures.residentCount, patience: wasBeyond ? 1 : Self.patience)
        comparedAt = MonotonicClock.nanoseconds()
        comparisonCost = comparedAt - start
        return allocated > limit
    }

    /// Looks at the allocator unless it did a while ago, and tells what is allocated by that.
    private mutating func look(_ resident: Int, patience: Int) {
        let now = MonotonicClock.nanoseconds()
        if now - lookedAt >= heap.cost * patience {
            heap = HeapFigures()
            residentAtLook = resident
            lookedAt = now
        }
        allocated =
            heap.allocatedCount > 0
            ? max(1, heap.allocatedCount + resident - residentAtLook) : resident
    }
}
