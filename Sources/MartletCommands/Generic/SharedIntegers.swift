import MartletEngine

extension CommandCall {
    /// Whether Redis would let keys share small integers: not when it has to know of each by itself
    /// when it was used.
    var sharesIntegers: Bool {
        guard settings.maxMemory > 0 else { return true }
        switch settings.maxMemoryPolicy {
        case .allkeysLRU, .volatileLRU, .allkeysLFU, .volatileLFU: return false
        case .volatileRandom, .volatileTTL, .allkeysRandom, .noeviction: return true
        }
    }
}
