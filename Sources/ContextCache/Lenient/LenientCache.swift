import LayerSupport
import Logging
import MartletClient

/// A cache that never throws: what goes wrong is told to the log, and answered with a default.
///
///     let name = await cache.lenient.get("name")     // nil also if the server refuses the command
///
/// It is for those who can do without an answer. Whoever has to know whether something was kept asks
/// the ``ContextCache`` itself.
public struct LenientCache: Sendable {
    /// The cache.
    public let cache: ContextCache

    func attempt<Result>(
        _ fallback: Result, _ body: () async throws -> Result
    ) async -> Result {
        do {
            return try await body()
        } catch {
            cache.store.logger?.error("the cache failed: \(error)")
            return fallback
        }
    }
}

extension ContextCache {
    /// The cache, answering with defaults instead of errors.
    public var lenient: LenientCache { LenientCache(cache: self) }
}
