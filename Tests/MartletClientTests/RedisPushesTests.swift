import Testing

@testable import MartletClient

@Suite struct RedisPushesTests {
    private static func push(_ number: Int64) -> RedisPush { .push([.integer(number)]) }

    @Test func theOldestAreDropped() async throws {
        let buffer = RedisPushes.Buffer(limit: 3)
        for number in 0..<10 { buffer.append(Self.push(Int64(number))) }
        #expect(try await buffer.next() == .gap)
        #expect(try await buffer.next() == Self.push(8))
        #expect(try await buffer.next() == Self.push(9))
        buffer.append(.gap)
        buffer.append(.gap)
        buffer.finish()
        #expect(try await buffer.next() == .gap)
        #expect(try await buffer.next() == nil)
    }

    @Test func errorsComeBehindWhatIsThere() async throws {
        let buffer = RedisPushes.Buffer(limit: 3)
        buffer.append(Self.push(1))
        buffer.finish(RedisError.closed)
        buffer.append(Self.push(2))
        #expect(try await buffer.next() == Self.push(1))
        await #expect(throws: RedisError.closed) { try await buffer.next() }
        #expect(try await buffer.next() == nil)
    }

    @Test func readersAreServedInTurn() async throws {
        let buffer = RedisPushes.Buffer(limit: 3)
        let first = Task { try await buffer.next() }
        let second = Task { try await buffer.next() }
        buffer.append(Self.push(1))
        buffer.append(Self.push(2))
        let both = try await [first.value, second.value]
        #expect(Set(both) == [Self.push(1), Self.push(2)])
    }

    @Test func cancellingEndsAll() async throws {
        let buffer = RedisPushes.Buffer(limit: 3)
        let reader = Task { try await buffer.next() }
        buffer.cancel()
        #expect(try await reader.value == nil)
        await confirmation { confirm in buffer.onCancel { confirm() } }
    }

    @Test func lettingGoCancels() async {
        await confirmation { confirm in
            let buffer = RedisPushes.Buffer(limit: 3)
            buffer.onCancel { confirm() }
            _ = RedisPushes(buffer)
        }
    }
}
