import CoreMetrics
import Synchronization

/// Keeps the metrics of this process, and writes them as Prometheus reads them.
///
/// A counter's name ends in `_total`, a timer's in `_seconds`; timers and what is recorded become
/// histograms.
final class PrometheusMetrics: MetricsFactory, Sendable {
    /// What is measured under one name.
    private struct Family {
        var kind: Kind
        var samples: [PrometheusLabels: any PrometheusSample] = [:]
    }

    /// The kinds that Prometheus knows.
    enum Kind: String {
        case counter, gauge, histogram
    }

    private let families = Mutex<[String: Family]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        sample(label, "_total", .counter, dimensions) { PrometheusCounter() }
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        sample(label, "_total", .counter, dimensions) { PrometheusCounter() }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        sample(label, "", .gauge, dimensions) { PrometheusGauge() }
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return sample(label, "", .gauge, dimensions) { PrometheusGauge() } }
        return sample(label, "", .histogram, dimensions) { PrometheusHistogram() }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        sample(label, "_seconds", .histogram, dimensions) { PrometheusHistogram() }
    }

    // What was counted stays: a scrape in which a series is missing looks like a loss.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics, in the order of their names and labels.
    var text: String {
        families.withLock { families in
            families.sorted { $0.key < $1.key }.map { name, family in
                let lines = family.samples.sorted { $0.key < $1.key }.flatMap { labels, sample in
                    sample.lines(name, labels)
                }
                return "# TYPE \(name) \(family.kind.rawValue)\n" + lines.joined()
            }.joined()
        }
    }

    /// Returns what measures under a name with such labels: one for all who ask.
    private func sample<Sample: PrometheusSample>(
        _ label: String, _ ending: String, _ kind: Kind, _ dimensions: [(String, String)],
        _ make: () -> Sample
    ) -> Sample {
        let base = PrometheusLabels.name(label)
        let name = base.hasSuffix(ending) ? base : base + ending
        let labels = PrometheusLabels(dimensions)
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind)
            if let sample = family.samples[labels] as? Sample { return sample }
            let sample = make()
            // A name that means something else already keeps its meaning; this one isn't shown.
            guard family.kind == kind, family.samples[labels] == nil else { return sample }
            family.samples[labels] = sample
            families[name] = family
            return sample
        }
    }
}
