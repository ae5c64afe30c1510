/// A city at dusk in four greys: towers before towers, the nearest black with lit windows.
struct Skyline {
    /// The size in characters.
    var columns = 80
    var rows = 20

    /// What a character shows, by how far away it is.
    private enum Shade: Int {
        case black, darkGrey, lightGrey, white

        /// How a terminal is told the colour, of the letter and of what lies behind.
        var escape: [UInt8] {
            switch self {
            case .black: Array("\u{1b}[0;30;40m \u{1b}[0m".utf8)
            case .darkGrey: Array("\u{1b}[0;90;100m \u{1b}[0m".utf8)
            case .lightGrey: Array("\u{1b}[0;37;47m \u{1b}[0m".utf8)
            case .white: Array("\u{1b}[0;97;107m \u{1b}[0m".utf8)
            }
        }
    }

    /// Returns the picture as text.
    func text(using random: inout some RandomNumberGenerator) -> [UInt8] {
        var picture = Array(repeating: Shade.white, count: columns * rows)
        for shade in [Shade.lightGrey, .darkGrey, .black] {
            var column = Int.random(in: -4...2, using: &random)
            while column < columns {
                let width = Int.random(in: 5...12, using: &random)
                let share = Double(shade.rawValue) * 0.2 + 0.3
                let tallest = max(1, Int(Double(rows) * share))
                let height = Int.random(in: 1...tallest, using: &random)
                build(
                    &picture, shade, columns: column..<(column + width), height: height,
                    using: &random)
                column += width + Int.random(in: 0...6, using: &random)
            }
        }
        var bytes: [UInt8] = []
        for (i, shade) in picture.enumerated() {
            bytes += shade.escape
            if i % columns == columns - 1 { bytes.append(UInt8(ascii: "\n")) }
        }
        return bytes
    }

    /// Builds a tower of some columns, which may lie partly outside.
    private func build(
        _ picture: inout [Shade], _ shade: Shade, columns span: Range<Int>, height: Int,
        using random: inout some RandomNumberGenerator
    ) {
        for column in span.clamped(to: 0..<columns) {
            for row in (rows - height)..<rows {
                let isWindow =
                    shade == .black && (column - span.lowerBound) % 2 == 1 && row % 2 == 1
                    && column < span.upperBound - 1 && Int.random(in: 0..<4, using: &random) == 0
                picture[row * columns + column] = isWindow ? .white : shade
            }
        }
    }
}
