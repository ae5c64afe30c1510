/// The one source of chance of an engine: a generator that repeats itself when it is given a seed.
package struct RandomSource: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// What repeats the same chances.
    package let seed: UInt64

    /// Begins with `seed`, or with one that nobody can foresee.
    package init(seed: UInt64? = nil) {
        var system = SystemRandomNumberGenerator()
        self.seed = seed ?? system.next()
        state = self.seed
    }

    /// Returns so many random hexadecimal digits.
    package mutating func hexadecimal(count: Int) -> String {
        var digits = ""
        for _ in 0..<count { digits += String(next() >> 60, radix: 16) }
        return digits
    }

    /// Returns so many random hexadecimal digits that nobody can foresee, even by a seed: all their
    /// chance comes from the system.
    package static func secret(count: Int) -> String {
        var system = SystemRandomNumberGenerator()
        var digits = ""
        for _ in 0..<count { digits += String(system.next() >> 60, radix: 16) }
        return digits
    }

    /// Returns the next 64 random bits, by the SplitMix64 generator.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
