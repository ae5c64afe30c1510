import MartletEngine
import Testing

@testable import MartletCommands

/// Both layouts against an array of ranks.
@Suite struct HyperLogLogRegistersTests {
    @Test(arguments: [17, 40, 500, 3000])
    func layoutsAgreeWithAnArray(limit: Int) {
        var random = RandomSource(seed: UInt64(limit))
        var ranks = [UInt8](repeating: 0, count: HyperLogLogHeader.registerCount)
        var sparse = HyperLogLog()
        var dense = HyperLogLog()
        let isDense = dense.makeDense()
        #expect(isDense)
        for step in 0..<3000 {
            // Neighbours come often, so that runs split and join.
            let register = Int(random.next() % (step % 2 == 0 ? 64 : 16_384))
            let rank = UInt8(random.next() % 4 + 1) + (step == 2900 ? 40 : 0)
            let isHigher = rank > ranks[register]
            ranks[register] = max(ranks[register], rank)
            let change = sparse.raise(register, to: rank, limit: limit)
            let denseChange = dense.raise(register, to: rank, limit: limit)
            #expect(change == (isHigher ? .raised : .none))
            #expect(denseChange == change)
            if sparse.layout == .sparse { #expect(sparse.string.count <= limit) }
            guard step % 100 == 99 else { continue }
            #expect(Self.ranks(of: sparse) == ranks)
            #expect(Self.ranks(of: dense) == ranks)
            let estimate = RegisterHistogram(ranks).estimate
            #expect(RegisterHistogram(sparse.string.span, sparse.layout)?.estimate == estimate)
            #expect(RegisterHistogram(dense.string.span, .dense)?.estimate == estimate)
        }
        #expect(sparse.layout == .dense)
    }

    private static func ranks(of hyperLogLog: HyperLogLog) -> [UInt8] {
        var copy = hyperLogLog
        guard copy.makeDense() else { return [] }
        let string = copy.string
        return (0..<HyperLogLogHeader.registerCount).map { register in
            DenseRegisters.rank(of: register, in: string.span)
        }
    }

    @Test func marksAreThoseOfRedis() {
        #expect(HyperLogLogMark("a".utf8.span).register == 12_711)
        #expect(HyperLogLogMark("a".utf8.span).rank == 2)
        #expect(HyperLogLogMark("b".utf8.span).register == 15_780)
        #expect(HyperLogLogMark("c".utf8.span).register == 8436)
    }

    @Test func impossibleRanksEstimateTheSmallestInteger() {
        #expect(RegisterHistogram(Array(repeating: 51, count: 16_384)).estimate == .min)
        #expect(RegisterHistogram(Array(repeating: 63, count: 16_384)).estimate == .min)
        #expect(RegisterHistogram(Array(repeating: 0, count: 16_384)).estimate == 0)
    }
}
