@testable import Linearizability
import Testing

@Suite struct ConsumerGroupModelTests {
    private func id(_ text: String) throws -> ConsumerGroupModel.Outcome {
        .added(try #require(ConsumerGroupModel.StreamID(text)))
    }

    @Test func handlesEachEntryOnce() throws {
        let ids = [try id("1-0"), try id("1-1"), try id("2-0")]
        #expect(
            ConsumerGroupModel().explains { history in
                history.add(.add(1), ids[0], 0...10)
                history.add(.add(2), ids[1], 5...15)
                history.add(.add(3), ids[2], 5...15)
                history.add(.read(consumer: 7, count: 2), .entries([1, 2]), 8...20)
                history.add(.read(consumer: 8, count: 2), .entries([3]), 16...25)
                history.add(.acknowledge(1), .acknowledged(1), 26...27)
                history.add(.recall(consumer: 7), .entries([2]), 28...29)
                history.add(.claim(consumer: 8, count: 5), .entries([2, 3]), 30...31)
                history.add(.recall(consumer: 7), .entries([]), 32...33)
                history.add(.acknowledge(2), .acknowledged(1), 34...35)
                history.add(.acknowledge(2), .acknowledged(0), 34...35)
            })
        #expect(
            !ConsumerGroupModel().explains { history in
                history.add(.add(1), ids[0], 0...10)
                history.add(.read(consumer: 7, count: 2), .entries([1]), 8...20)
                history.add(.read(consumer: 8, count: 2), .entries([1]), 8...20)
            })
        #expect(
            !ConsumerGroupModel().explains { history in
                history.add(.add(1), ids[0], 0...10)
                history.add(.add(2), ids[1], 11...15)
                history.add(.read(consumer: 7, count: 1), .entries([2]), 16...20)
            })
    }

    @Test func acknowledgesNothingTwice() throws {
        let first = try id("1-0")
        #expect(
            !ConsumerGroupModel().explains { history in
                history.add(.add(1), first, 0...10)
                history.add(.read(consumer: 7, count: 2), .entries([1]), 11...12)
                history.add(.acknowledge(1), .acknowledged(1), 13...20)
                history.add(.acknowledge(1), .acknowledged(1), 13...20)
            })
        #expect(
            !ConsumerGroupModel().explains { history in
                history.add(.add(1), first, 0...10)
                history.add(.read(consumer: 7, count: 2), .entries([1]), 11...12)
                history.add(.acknowledge(1), .acknowledged(1), 13...14)
                history.add(.claim(consumer: 8, count: 2), .entries([1]), 15...16)
            })
    }

    @Test func idsRise() throws {
        let ids = [try id("5-1"), try id("5-0")]
        #expect(
            !ConsumerGroupModel().explains { history in
                history.add(.add(1), ids[0], 0...10)
                history.add(.add(2), ids[1], 11...15)
            })
        #expect(ConsumerGroupModel.StreamID("5") == nil)
    }

    @Test func mayHaveDeliveredToALostConsumer() throws {
        let first = try id("1-0")
        #expect(
            ConsumerGroupModel().explains { history in
                history.add(.add(1), first, 0...10)
                history.addLost(.read(consumer: 7, count: 2), 11, goneAt: 15)
                history.add(.read(consumer: 8, count: 2), .entries([]), 16...17)
                history.add(.claim(consumer: 8, count: 2), .entries([1]), 18...19)
                history.add(.acknowledge(1), .acknowledged(1), 20...21)
            })
    }
}
