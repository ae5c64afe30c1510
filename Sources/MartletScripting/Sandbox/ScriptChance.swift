/// What `math.random` draws from: C's `lrand48`, in the same state when each engine begins, so that
/// scripts draw here what they draw on a Redis that was just started.
///
/// The scripts and the functions of an engine share one.
final class ScriptChance {
    /// One more than the largest number that is drawn.
    private static let limit = UInt64(Int32.max)

    private var state: UInt64 = 0x1234_abcd_330e

    /// Begins anew, as the seed tells.
    func seed(_ seed: Int32) {
        state = UInt64(UInt32(bitPattern: seed)) << 16 | 0x330e
    }

    /// Draws a number from 0 on, below 1.
    func next() -> Double {
        state = (state &* 0x5_deec_e66d &+ 0xb) & 0xffff_ffff_ffff
        return Double((state >> 17) % Self.limit) / Double(Self.limit)
    }
}
