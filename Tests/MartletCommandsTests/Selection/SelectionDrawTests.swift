import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct SelectionDrawTests {
    @Test("Takes as many as wanted, each element equally often", arguments: [0, 1, 3, 9, 10])
    func isFair(wanted: Int) {
        var random = RandomSource(seed: 3)
        var counts = Array(repeating: 0, count: 10)
        for _ in 0..<2000 {
            var draw = SelectionDraw(wanted, of: 10)
            var taken = 0
            for index in 0..<10 where draw.takesNext(using: &random) {
                counts[index] += 1
                taken += 1
            }
            #expect(taken == wanted)
            #expect(draw.isOver)
        }
        for count in counts { #expect(abs(count - wanted * 200) <= 120) }
    }

    @Test("The one count that has no opposite is refused")
    func counts() {
        var engine = TestEngine()
        let error =
            "-ERR value is out of range, value must between "
            + "-9223372036854775807 and 9223372036854775807|"
        #expect(engine.run("SRANDMEMBER k -9223372036854775808") == error)
        #expect(engine.run("SRANDMEMBER k -9223372036854775807") == "*0|")
    }
}
