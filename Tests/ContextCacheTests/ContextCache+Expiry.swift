import MartletClient

@testable import ContextCache

/// Looks at expiry by the server's own clock, so that it doesn't matter how soon somebody looks.
extension ContextCache {
    /// The time of the server, or of what stands in for it, in milliseconds since 1970.
    func serverTime() async throws -> Int {
        try await run { client in try await client.serverMillisecondsSince1970() }
    }

    /// Returns whether a key expires so many seconds after a moment between `start` and now.
    func expires(_ key: String, inSeconds seconds: Int, since start: Int) async throws -> Bool {
        let end = try await serverTime()
        let moment = try await run { client in
            try await client.send("PEXPIRETIME", keys.key(key)).wholeNumber
        }
        return (start...end).contains(moment - seconds * 1000)
    }
}
