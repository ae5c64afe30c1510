import MartletEngine

/// How many registers of a HyperLogLog are at each rank: all that the estimate depends on.
struct RegisterHistogram {
    private var counts = InlineArray<64, Int>(repeating: 0)

    /// The highest rank that an element can have.
    private static let highestRank = 51

    /// Counts the ranks of registers that have a byte each.
    init(_ ranks: [UInt8]) {
        for rank in ranks { counts[Int(rank & DenseRegisters.largestRank)] += 1 }
    }

    /// Counts the registers of a string with the given layout; nil if its runs don't make sense.
    init?(_ string: Span<UInt8>, _ layout: HyperLogLogHeader.Layout) {
        switch layout {
        case .dense:
            for register in 0..<HyperLogLogHeader.registerCount {
                counts[Int(DenseRegisters.rank(of: register, in: string))] += 1
            }
        case .sparse:
            let isWhole = SparseRun.forEach(in: string) { run, _ in
                counts[Int(run.rank)] += run.length
            }
            guard isWhole else { return nil }
        }
    }

    /// About how many different elements there were, by Ertl's improved estimator.
    ///
    /// As in Redis, what is beyond an integer is the smallest one.
    var estimate: Int {
        let registerCount = Double(HyperLogLogHeader.registerCount)
        let saturated = Double(counts[Self.highestRank])
        var sum = registerCount * Self.tau((registerCount - saturated) / registerCount)
        for rank in (1..<Self.highestRank).reversed() {
            sum = (sum + Double(counts[rank])) * 0.5
        }
        sum += registerCount * Self.sigma(Double(counts[0]) / registerCount)
        let halfByLogarithmOfTwo = 0.721347520444481703680
        let estimate = (halfByLogarithmOfTwo * registerCount * registerCount / sum).rounded()
        return Int(exactly: estimate) ?? .min
    }

    /// Corrects for registers at 0.
    private static func sigma(_ share: Double) -> Double {
        guard share != 1 else { return .infinity }
        var power = share
        var weight = 1.0
        var sum = share
        while true {
            power *= power
            let next = sum + power * weight
            if next == sum { return sum }
            sum = next
            weight += weight
        }
    }

    /// Corrects for registers at the highest rank.
    private static func tau(_ share: Double) -> Double {
        guard share != 0, share != 1 else { return 0 }
        var root = share
        var weight = 1.0
        var sum = 1 - share
        while true {
            root = root.squareRoot()
            weight *= 0.5
            let next = sum - (1 - root) * (1 - root) * weight
            if next == sum { return sum / 3 }
            sum = next
        }
    }
}
