/// Georg Nees's "Schotter": rows of squares that fall into disorder on the way down.
struct Schotter {
    /// The width of the drawing in characters.
    var columns = 66
    var squaresPerRow = 8
    var squaresPerColumn = 12

    /// Returns the drawing as text.
    func text(using random: inout some RandomNumberGenerator) -> [UInt8] {
        let width = columns * 2
        let padding = width > 4 ? 2 : 0
        let side = Double(width - padding * 2) / Double(squaresPerRow)
        let height = Int(side * Double(squaresPerColumn)) + padding * 2
        var canvas = BrailleCanvas(width: width, height: height)
        for row in 0..<squaresPerColumn {
            for column in 0..<squaresPerRow {
                var x = Int(Double(column) * side + side / 2) + padding
                var y = Int(Double(row) * side + side / 2) + padding
                var angle = 0.0
                if row > 1 {
                    let disorder = Double(row) / Double(squaresPerColumn)
                    angle = Double.random(in: -disorder...disorder, using: &random)
                    x += Int(Double.random(in: -disorder...disorder, using: &random) * side / 3)
                    y += Int(Double.random(in: -disorder...disorder, using: &random) * side / 3)
                }
                canvas.square(x: x, y: y, side: side, angle: angle)
            }
        }
        return canvas.text
    }
}
