/// A drawing of dots, shown as text: a braille character holds two columns and four rows of them.
struct BrailleCanvas {
    let width: Int
    let height: Int
    private let columns: Int
    private var cells: [UInt8]

    /// Makes an empty drawing of `width` by `height` dots.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        columns = (width + 1) / 2
        cells = Array(repeating: 0, count: columns * ((height + 3) / 4))
    }

    /// Sets the dot at `x` and `y`, which may lie outside.
    mutating func set(x: Int, y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        cells[y / 4 * columns + x / 2] |= Self.bit(column: x % 2, row: y % 4)
    }

    /// Draws a line from one dot to another, both included.
    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
        let run = abs(end.x - start.x)
        let rise = -abs(end.y - start.y)
        let step = (x: start.x < end.x ? 1 : -1, y: start.y < end.y ? 1 : -1)
        var error = run + rise
        var (x, y) = start
        while true {
            set(x: x, y: y)
            if x == end.x, y == end.y { return }
            let doubled = 2 * error
            if doubled > rise {
                error += rise
                x += step.x
            }
            if doubled < run {
                error += run
                y += step.y
            }
        }
    }

    /// Draws a square around a middle, turned by `angle`, which is within one radian of nothing.
    mutating func square(x: Int, y: Int, side: Double, angle: Double) {
        // The corners lie on a circle; each is the one before turned by a quarter.
        let radius = (side / 2.0.squareRoot()).rounded()
        let (sine, cosine) = Self.sineAndCosine(of: angle)
        let across = (sine + cosine) * 0.5.squareRoot() * radius
        let down = (cosine - sine) * 0.5.squareRoot() * radius
        let corners = [(across, down), (down, -across), (-across, -down), (-down, across)].map {
            (x: Int((Double(x) + $0.0).rounded()), y: Int((Double(y) + $0.1).rounded()))
        }
        for (i, corner) in corners.enumerated() {
            line(from: corner, to: corners[(i + 1) % corners.count])
        }
    }

    /// The drawing as lines of UTF-8.
    var text: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cells.count * 3 + cells.count / max(columns, 1))
        for (i, cell) in cells.enumerated() {
            bytes += [0xe2, 0xa0 | cell >> 6, 0x80 | cell & 0x3f]
            if i % columns == columns - 1 { bytes.append(UInt8(ascii: "\n")) }
        }
        return bytes
    }

    /// Braille numbers its dots down the left column, then down the right, the fourth row last.
    private static func bit(column: Int, row: Int) -> UInt8 {
        row == 3 ? 0x40 << UInt8(column) : 1 << UInt8(row + 3 * column)
    }

    /// The first terms of the series, which are exact enough for dots.
    private static func sineAndCosine(of angle: Double) -> (sine: Double, cosine: Double) {
        var term = 1.0
        var sums = [0.0, 0.0]
        for i in 0..<14 {
            sums[i % 2] += i % 4 < 2 ? term : -term
            term *= angle / Double(i + 1)
        }
        return (sums[1], sums[0])
    }
}
