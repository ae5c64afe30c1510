import MartletEngine

/// A picture of an event's spikes in characters: a column each, with its age below.
struct LatencyGraph {
    private static let width = 80
    private static let height = 4
    /// How full a cell is; fuller is a bar.
    private static let fillings: [Character] = ["_", "o", "#"]

    private let name: String
    private let longest: Int
    private let samples: [LatencyMonitor.Sample]
    private let now: Int

    /// Draws an event as of `now`, in seconds since 1970.
    init(_ event: LatencyMonitor.Event, now: Int) {
        name = event.name
        longest = event.longestMilliseconds
        samples = event.samples
        self.now = now
    }

    /// The picture, below a line that tells the extremes.
    var text: String {
        let times = samples.map(\.milliseconds)
        let low = times.min() ?? 0
        let high = times.max() ?? 0
        var text = "\(name) - high \(high) ms, low \(low) ms (all time high \(longest) ms)\n"
        text += String(repeating: "-", count: Self.width) + "\n"
        var start = 0
        while start < samples.count {
            let columns = samples[start..<min(start + Self.width, samples.count)]
            text += picture(of: Array(columns), low: low, high: high)
            start += Self.width
        }
        return text
    }

    private func picture(of columns: [LatencyMonitor.Sample], low: Int, high: Int) -> String {
        let ages = columns.map { Array(Self.age(max(0, now - $0.seconds))) }
        var text = ""
        for row in 0..<Self.height {
            for column in columns {
                text.append(Self.cell(row, column.milliseconds, low: low, high: high))
            }
            text += "\n"
        }
        text += String(repeating: " ", count: columns.count) + "\n"
        for line in 0..<(ages.map(\.count).max() ?? 0) {
            for age in ages { text.append(line < age.count ? age[line] : " ") }
            text += "\n"
        }
        return text
    }

    /// The character of a column in a row, counted from the top.
    private static func cell(_ row: Int, _ value: Int, low: Int, high: Int) -> Character {
        let steps = fillings.count * height
        let range = high > low ? high - low : 1
        let step = min(steps - 1, max(0, (value - low) * steps / range))
        let inRow = step - (height - row - 1) * fillings.count
        if inRow < 0 { return " " }
        return inRow < fillings.count ? fillings[inRow] : "|"
    }

    /// How long ago a spike was, in the largest unit that makes at least one.
    private static func age(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m"
        case ..<86400: "\(seconds / 3600)h"
        default: "\(seconds / 86400)d"
        }
    }
}
