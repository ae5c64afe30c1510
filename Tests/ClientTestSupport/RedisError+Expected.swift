package import MartletClient

/// Returns the error that a client's operation throws; nil if it throws none, or another.
package func redisError<Result>(
    of operation: () async throws -> Result
) async -> RedisError? {
    do {
        _ = try await operation()
        return nil
    } catch {
        return error as? RedisError
    }
}
