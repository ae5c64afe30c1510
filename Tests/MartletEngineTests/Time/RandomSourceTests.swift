import MartletEngine
import Testing

@Suite struct RandomSourceTests {
    /// The first numbers of SplitMix64 as its author's own program prints them for this seed.
    @Test func isSplitMix64() {
        var source = RandomSource(seed: 1_234_567)
        let numbers = (0..<5).map { _ in source.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func theSameSeedRepeatsItself() {
        var one = RandomSource(seed: 5)
        var other = RandomSource(seed: one.seed)
        for _ in 0..<100 { #expect(one.next() == other.next()) }
    }

    @Test func withoutASeedNobodyCanForesee() {
        let seeds = Set((0..<10).map { _ in RandomSource().seed })
        #expect(seeds.count == 10)
    }

    @Test func digitsAreHexadecimalAndEven() {
        var source = RandomSource(seed: 1)
        let text = source.hexadecimal(count: 16_000)
        let counts = Dictionary(grouping: text) { $0 }.mapValues(\.count)
        #expect(Set(counts.keys) == Set("0123456789abcdef"))
        #expect(counts.values.allSatisfy { (800...1200).contains($0) })
        #expect(source.hexadecimal(count: 0) == "")
    }

    @Test func secretsAreNotForeseen() {
        let secrets = Set((0..<10).map { _ in RandomSource.secret(count: 64) })
        #expect(secrets.count == 10)
        #expect(secrets.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
        #expect(RandomSource.secret(count: 0) == "")
    }
}
