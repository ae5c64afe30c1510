@testable import Linearizability
import Testing

@Suite struct LockModelTests {
    @Test func hasOneOwner() {
        #expect(
            LockModel().explains { history in
                history.add(.acquire(token: 1, .seconds(1)), .done, 0...10)
                history.add(.acquire(token: 2, .seconds(1)), .refused, 5...15)
                history.add(.read, .owner(1), 16...17)
                history.add(.release(token: 1), .done, 20...30)
                history.add(.acquire(token: 2, .seconds(1)), .done, 25...35)
                history.add(.release(token: 1), .refused, 40...41)
            })
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .seconds(1)), .done, 0...10)
                history.add(.acquire(token: 2, .seconds(1)), .done, 5...15)
            })
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .seconds(1)), .done, 0...10)
                history.add(.release(token: 1), .done, 20...30)
                history.add(.acquire(token: 2, .seconds(1)), .done, 11...19)
            })
    }

    @Test func isReleasedByItsOwnerOnly() {
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .seconds(1)), .done, 0...10)
                history.add(.release(token: 2), .done, 20...30)
            })
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .seconds(1)), .done, 0...10)
                history.add(.release(token: 1), .done, 11...12)
                history.add(.release(token: 1), .done, 13...14)
            })
    }

    @Test func endsByTime() {
        #expect(
            LockModel().explains { history in
                history.add(.acquire(token: 1, .milliseconds(100)), .done, 0...10)
                history.add(.acquire(token: 2, .milliseconds(100)), .done, 110...120)
                history.add(.release(token: 1), .refused, 130...140)
            })
        // Too early.
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .milliseconds(100)), .done, 0...10)
                history.add(.read, .owner(nil), 50...60)
            })
        // Too late.
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .milliseconds(100)), .done, 0...10)
                history.add(.read, .owner(1), 150...160)
            })
    }

    @Test func isExtended() {
        #expect(
            LockModel().explains { history in
                history.add(.acquire(token: 1, .milliseconds(100)), .done, 0...10)
                history.add(.extend(token: 1, .milliseconds(200)), .done, 50...60)
                history.add(.read, .owner(1), 150...160)
                history.add(.extend(token: 2, .milliseconds(200)), .refused, 170...180)
            })
        #expect(
            !LockModel().explains { history in
                history.add(.acquire(token: 1, .milliseconds(100)), .done, 0...10)
                history.add(.extend(token: 1, .milliseconds(200)), .done, 150...160)
            })
    }

    @Test func mayHaveALostOwner() {
        for outcome in [LockModel.Outcome.done, .refused] {
            #expect(
                LockModel().explains { history in
                    history.addLost(.acquire(token: 1, .seconds(10)), 0, goneAt: 10)
                    history.add(.acquire(token: 2, .seconds(1)), outcome, 20...30)
                })
        }
    }
}
