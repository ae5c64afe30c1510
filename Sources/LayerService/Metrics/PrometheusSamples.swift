import CoreMetrics
import Synchronization

/// Something that is measured.
protocol PrometheusSample: AnyObject, Sendable {
    /// Returns its lines.
    func lines(_ name: String, _ labels: PrometheusLabels) -> [String]
}

/// A number that grows.
final class PrometheusCounter: PrometheusSample, CounterHandler, FloatingPointCounterHandler {
    private struct Value {
        var whole: Int64 = 0
        var fraction = 0.0
    }

    private let value = Mutex(Value())

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        value.withLock { value in
            let (sum, isOver) = value.whole.addingReportingOverflow(amount)
            value.whole = isOver ? .max : sum
        }
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0.fraction += amount }
    }

    func reset() {
        value.withLock { $0 = Value() }
    }

    func lines(_ name: String, _ labels: PrometheusLabels) -> [String] {
        let value = value.withLock { $0 }
        let text =
            value.fraction == 0
            ? String(value.whole) : PrometheusNumber.text(Double(value.whole) + value.fraction)
        return ["\(name)\(labels.braces()) \(text)\n"]
    }
}

/// A number that goes up and down.
final class PrometheusGauge: PrometheusSample, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { self.value.withLock { $0 = Double(value) } }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func lines(_ name: String, _ labels: PrometheusLabels) -> [String] {
        ["\(name)\(labels.braces()) \(PrometheusNumber.text(value.withLock { $0 }))\n"]
    }
}

/// How often a number was how large.
final class PrometheusHistogram: PrometheusSample, TimerHandler, RecorderHandler {
    /// The upper bounds of the buckets: from one that fits a call of this process to one that a client
    /// gives up at.
    static let bounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    private struct Value {
        var counts = [Int](repeating: 0, count: PrometheusHistogram.bounds.count)
        var count = 0
        var sum = 0.0
    }

    private let value = Mutex(Value())

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ number: Double) {
        guard number.isFinite else { return }
        value.withLock { value in
            value.count += 1
            value.sum += number
            if let bucket = Self.bounds.firstIndex(where: { number <= $0 }) {
                value.counts[bucket] += 1
            }
        }
    }

    func lines(_ name: String, _ labels: PrometheusLabels) -> [String] {
        let value = value.withLock { $0 }
        var sum = 0
        var lines = zip(Self.bounds, value.counts).map { bound, count in
            sum += count
            let label = "le=\"\(PrometheusNumber.text(bound))\""
            return "\(name)_bucket\(labels.braces(and: label)) \(sum)\n"
        }
        lines.append("\(name)_bucket\(labels.braces(and: "le=\"+Inf\"")) \(value.count)\n")
        lines.append("\(name)_sum\(labels.braces()) \(PrometheusNumber.text(value.sum))\n")
        lines.append("\(name)_count\(labels.braces()) \(value.count)\n")
        return lines
    }
}

/// Numbers as Prometheus reads them.
enum PrometheusNumber {
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: number) { return String(whole) }
        return String(number)
    }
}
