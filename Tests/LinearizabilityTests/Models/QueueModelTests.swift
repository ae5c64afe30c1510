@testable import Linearizability
import Testing

@Suite struct QueueModelTests {
    @Test func isFirstInFirstOut() {
        #expect(
            QueueModel().explains { history in
                history.add(.push([1, 2]), .count(2), 0...10)
                history.add(.push([3]), .count(2), 5...20)
                history.add(.pop, .element(1), 6...12)
                history.add(.count, .count(2), 21...22)
                history.add(.take, .element(2), 23...30)
                history.add(.pop, .element(3), 23...30)
                history.add(.pop, .element(nil), 31...32)
                history.add(.finish(2), .count(1), 33...34)
            })
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1, 2]), .count(2), 0...10)
                history.add(.pop, .element(2), 11...12)
            })
        // In whichever order both were pushed, one was popped too early.
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1]), .count(1), 0...10)
                history.add(.push([2]), .count(2), 11...20)
                history.add(.pop, .element(2), 21...30)
                history.add(.pop, .element(1), 31...40)
            })
    }

    @Test func givesEachElementOnce() {
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1]), .count(1), 0...10)
                history.add(.pop, .element(1), 5...15)
                history.add(.pop, .element(1), 5...15)
            })
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1]), .count(1), 0...10)
                history.add(.pop, .element(nil), 11...15)
            })
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1]), .count(1), 0...10)
                history.add(.take, .element(1), 11...15)
                history.add(.finish(1), .count(1), 16...17)
                history.add(.finish(1), .count(1), 16...17)
            })
    }

    @Test func mayLoseWhatALostClientPopped() {
        #expect(
            QueueModel().explains { history in
                history.add(.push([1, 2]), .count(2), 0...10)
                history.addLost(.pop, 11, goneAt: 20)
                history.add(.pop, .element(2), 15...30)
            })
        #expect(
            !QueueModel().explains { history in
                history.add(.push([1, 2, 3]), .count(3), 0...10)
                history.addLost(.pop, 11, goneAt: 20)
                history.add(.pop, .element(3), 15...30)
            })
    }
}
