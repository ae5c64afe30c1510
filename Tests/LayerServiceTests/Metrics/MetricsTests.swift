import CoreMetrics
import ServiceTestSupport
import Testing

@testable import LayerService

/// What is measured, as Prometheus reads it.
@Suite struct MetricsTests {
    @Test func countersAndGauges() {
        let metrics = PrometheusMetrics()
        let counter = Counter(
            label: "http.requests", dimensions: [("route", "/a"), ("method", "GET")],
            factory: metrics)
        counter.increment()
        counter.increment(by: 2)
        Counter(
            label: "http.requests", dimensions: [("method", "GET"), ("route", "/a")],
            factory: metrics
        )
        .increment()
        let meter = Meter(label: "streams", factory: metrics)
        meter.increment(by: 3)
        meter.decrement()
        #expect(
            metrics.text == """
                # TYPE http_requests_total counter
                http_requests_total{method="GET",route="/a"} 4
                # TYPE streams gauge
                streams 2

                """)
    }

    @Test func timersAreHistogramsOfSeconds() {
        let metrics = PrometheusMetrics()
        let timer = Timer(label: "took", factory: metrics)
        timer.recordMilliseconds(3)
        timer.recordSeconds(20)
        let lines = metrics.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE took_seconds histogram")
        #expect(lines.contains("took_seconds_bucket{le=\"0.0025\"} 0"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.005\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"10\"} 1"))
        #expect(
            lines.suffix(3) == [
                "took_seconds_bucket{le=\"+Inf\"} 2", "took_seconds_sum 20.003",
                "took_seconds_count 2",
            ])
    }

    @Test func recordersAreHistogramsOrGauges() {
        let metrics = PrometheusMetrics()
        Recorder(label: "size", aggregate: true, factory: metrics).record(0.02)
        Recorder(label: "last", aggregate: false, factory: metrics).record(7)
        #expect(metrics.text.contains("size_bucket{le=\"0.025\"} 1\n"))
        #expect(metrics.text.contains("# TYPE last gauge\nlast 7\n"))
    }

    @Test func strangeNamesAndValuesAreWrittenSoThatTheyCanBeRead() {
        let metrics = PrometheusMetrics()
        Counter(label: "1 größe", dimensions: [("a-b", "x\"\\\n家")], factory: metrics).increment()
        #expect(metrics.text.hasSuffix("_ gr__e_total{a_b=\"x\\\"\\\\\\n家\"} 1\n") == false)
        #expect(metrics.text.contains("{a_b=\"x\\\"\\\\\\n家\"} 1\n"))
        #expect(PrometheusLabels.name("1 größe") == "__gr__e")
        #expect(PrometheusLabels.name("") == "_")
    }

    @Test func numbersNeverTrap() {
        let metrics = PrometheusMetrics()
        let counter = Counter(label: "c", factory: metrics)
        counter.increment(by: Int64.max)
        counter.increment(by: Int64.max)
        let meter = Meter(label: "m", factory: metrics)
        meter.set(Double.infinity)
        let floating = FloatingPointCounter(label: "f", factory: metrics)
        floating.increment(by: 1.5)
        floating.increment(by: -Double.infinity)
        floating.increment(by: Double.nan)
        #expect(metrics.text.contains("c_total \(Int64.max)\n"))
        #expect(metrics.text.contains("m +Inf\n"))
        #expect(metrics.text.contains("f_total 1.5\n"))
        #expect(PrometheusNumber.text(.nan) == "NaN" && PrometheusNumber.text(-.infinity) == "-Inf")
    }

    @Test func aNameKeepsItsKind() {
        let metrics = PrometheusMetrics()
        Meter(label: "a_total", factory: metrics).set(1)
        Counter(label: "a", factory: metrics).increment()
        #expect(metrics.text == "# TYPE a_total gauge\na_total 1\n")
    }

    @Test func requestsAreCountedByRoute() async throws {
        try await TestService.run { service in
            _ = try await service.send("GET", "/api/pet/a/state")
            _ = try await service.send("GET", "/api/pet/b/state")
            _ = try await service.send("GET", "/nope")
            let text = try await service.send("GET", "/metrics").text
            let route = "method=\"GET\",route=\"/api/pet/{device_id}/state\",status=\"200\""
            #expect(text.contains("http_requests_total{\(route)} 2\n"))
            #expect(text.contains("route=\"none\",status=\"404\"} 1\n"))
            #expect(text.contains("http_requests_active 1\n"))
            #expect(!text.contains("/nope"))
        }
    }
}
