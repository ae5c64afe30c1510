package import MartletClient

extension TTL {
    /// Whether a key lives for about so many seconds: 40 less at the most, and no less than half of them.
    package func isAbout(_ seconds: Int) -> Bool {
        guard case .after(let left) = self else { return false }
        return left <= .seconds(seconds) && left > .seconds(max(seconds - 40, seconds / 2))
    }
}
