/// The keys of a database, a piece at a time: every key that is there all the while is told at least
/// once, others may be.
///
///     for try await keys in client.scan(match: "user:*") { … }
///
/// In a cluster it is the keys of all nodes, one node after the other.
public struct RedisScan: AsyncSequence, Sendable {
    let client: any RedisClient
    let options: [any RedisArgument]

    /// Makes an iterator, which begins anew.
    public func makeAsyncIterator() -> Iterator {
        Iterator(client: client, options: options)
    }

    /// Reads keys.
    public struct Iterator: AsyncIteratorProtocol {
        let client: any RedisClient
        let options: [any RedisArgument]
        /// The nodes that are left to be read, the current one first; nil before the first step.
        private var shards: ArraySlice<any RedisCommandRunner>?
        private var cursor = "0"

        init(client: any RedisClient, options: [any RedisArgument]) {
            self.client = client
            self.options = options
        }

        /// Returns the next keys, of which there is at least one; nil at the end.
        ///
        /// - Throws: ``RedisError``; `CancellationError`.
        public mutating func next() async throws -> [String]? {
            if shards == nil { shards = try await client.shards[...] }
            while let shard = shards?.first {
                let command = RedisCommand("SCAN", with: [cursor] + options)
                let parts = try await shard.reply(to: command).list()
                guard parts.count == 2 else { throw RedisError.unexpected(.array(parts)) }
                cursor = try parts[0].string()
                if cursor == "0" { shards?.removeFirst() }
                let keys = try parts[1].strings()
                if !keys.isEmpty { return keys }
            }
            return nil
        }
    }
}

extension RedisClient {
    /// Returns the keys of the database, a piece at a time.
    ///
    /// - Parameters:
    ///   - pattern: What the keys have to match, such as `user:*`; all if nil.
    ///   - count: How many keys the server looks at in a step, about.
    ///   - type: The type of their values, such as `list`; any if nil.
    public func scan(
        match pattern: String? = nil, count: Int? = nil, type: String? = nil
    ) -> RedisScan {
        var options: [any RedisArgument] = []
        if let pattern { options += ["MATCH", pattern] }
        if let count { options += ["COUNT", count] }
        if let type { options += ["TYPE", type] }
        return RedisScan(client: self, options: options)
    }
}
