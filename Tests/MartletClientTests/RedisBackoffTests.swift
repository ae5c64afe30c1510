import Testing

@testable import MartletClient

@Suite struct RedisBackoffTests {
    @Test func doublesUpToItsLimit() {
        let backoff = RedisBackoff(initial: .milliseconds(10), limit: .milliseconds(65))
        let delays = [1, 2, 3, 4, 100].map { backoff.delay(attempt: $0, chance: 0) }
        #expect(delays == [5, 10, 20, 32.5, 32.5].map { .milliseconds($0) })
        #expect(backoff.delay(attempt: 9, chance: 1) == .milliseconds(65))
        #expect(backoff.delay(attempt: 1) >= .milliseconds(5))
    }
}
