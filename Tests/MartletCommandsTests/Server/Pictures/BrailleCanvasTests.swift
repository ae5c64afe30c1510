import Testing

@testable import MartletCommands

@Suite struct BrailleCanvasTests {
    private func text(_ canvas: BrailleCanvas) -> String {
        String(decoding: canvas.text, as: UTF8.self)
    }

    @Test("Every dot of a character")
    func dots() {
        let expected = [["⠁", "⠈"], ["⠂", "⠐"], ["⠄", "⠠"], ["⡀", "⢀"]]
        for row in 0..<4 {
            for column in 0..<2 {
                var canvas = BrailleCanvas(width: 2, height: 4)
                canvas.set(x: column, y: row)
                #expect(text(canvas) == expected[row][column] + "\n")
            }
        }
    }

    @Test("Dots outside are left out")
    func outside() {
        var canvas = BrailleCanvas(width: 3, height: 5)
        for place in [(-1, 0), (0, -1), (3, 0), (0, 5)] { canvas.set(x: place.0, y: place.1) }
        #expect(text(canvas) == "⠀⠀\n⠀⠀\n")
    }

    @Test("Lines in every direction, ends included")
    func lines() {
        var canvas = BrailleCanvas(width: 4, height: 4)
        canvas.line(from: (3, 3), to: (0, 0))
        canvas.line(from: (0, 3), to: (0, 3))
        canvas.line(from: (3, 0), to: (3, 2))
        #expect(text(canvas) == "⡑⢼\n")
    }
}
