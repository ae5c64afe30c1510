import Testing

@testable import MartletCommands

@Suite struct SchotterTests {
    private func text(_ picture: Schotter) -> String {
        var random = SystemRandomNumberGenerator()
        return String(decoding: picture.text(using: &random), as: UTF8.self)
    }

    @Test("The first two rows are in order, to the dot as redis-server draws them")
    func order() {
        let row = Schotter(columns: 20, squaresPerRow: 3, squaresPerColumn: 1)
        #expect(
            text(row) == """
                ⠀⡤⠤⠤⠤⠤⠤⡤⠤⠤⠤⠤⠤⡤⠤⠤⠤⠤⠤⡄
                ⠀⡇⠀⠀⠀⠀⠀⡇⠀⠀⠀⠀⠀⡇⠀⠀⠀⠀⠀⡇
                ⠀⡇⠀⠀⠀⠀⠀⡇⠀⠀⠀⠀⠀⡇⠀⠀⠀⠀⠀⡇
                ⠀⠧⠤⠤⠤⠤⠤⠧⠤⠤⠤⠤⠤⠧⠤⠤⠤⠤⠤⠇

                """)
        #expect(text(Schotter(columns: 1, squaresPerRow: 1, squaresPerColumn: 1)) == "⠋\n")
        #expect(text(Schotter(columns: 3, squaresPerRow: 1, squaresPerColumn: 2)) == "⠀⡤⡄\n⠀⠯⠇\n")
    }

    @Test("The usual size, and the same numbers give the same picture")
    func size() {
        var first = FixedGenerator(state: 7)
        var second = FixedGenerator(state: 7)
        let picture = Schotter().text(using: &first)
        #expect(picture == Schotter().text(using: &second))
        #expect(picture.count == 49 * (66 * 3 + 1))
    }
}

/// A generator whose numbers are always the same.
struct FixedGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
