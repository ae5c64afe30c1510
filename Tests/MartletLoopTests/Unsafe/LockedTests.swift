import MartletLoop
import Testing

@Suite struct LockedTests {
    @Test func threadsTakeTurns() async {
        let locked = Shared()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<1000 { locked.value.withLock { $0 += 1 } }
                }
            }
        }
        #expect(locked.value.withLock { $0 } == 4000)
    }

    @Test func aTakenValueIsNotAvailable() {
        let locked = Locked(1)
        locked.withLock { _ in
            #expect(locked.withLockIfAvailable { $0 } == nil)
        }
        #expect(locked.withLockIfAvailable { $0 } == 1)
    }

    @Test func othersMayHaveItInTheMiddle() {
        let locked = Locked(1)
        locked.withLock { value in
            value = 2
            locked.withoutLock {
                #expect(locked.withLockIfAvailable { $0 } == 2)
                locked.withLock { $0 = 3 }
            }
            #expect(locked.withLockIfAvailable { $0 } == nil)
            locked.withHeldLock { $0 += 1 }
        }
        #expect(locked.withLock { $0 } == 4)
    }

    @Test func errorsUnlock() {
        let locked = Locked(1)
        #expect(throws: CancellationError.self) {
            try locked.withLock { _ in throw CancellationError() }
        }
        #expect(locked.withLock { $0 } == 1)
    }

    @Test func valueIsLetGoOf() {
        let events = Events()
        do {
            let locked = Locked(TestHandler(events: events))
            #expect(events.count == 1)
            locked.withLock { _ in }
        }
        #expect(events.count == 0)
    }

    private final class Shared: Sendable {
        let value = Locked(0)
    }
}
