import CoreMetrics
import Hummingbird

/// What the service measures of itself.
struct ServiceMetrics: Sendable {
    private let factory: any MetricsFactory
    private let active: Meter
    private let streams: Meter

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        active = Meter(label: "http_requests_active", factory: factory)
        streams = Meter(label: "http_streams_active", factory: factory)
    }

    /// Notes that a request begins.
    func begin() { active.increment() }

    /// Notes that a request was answered: of a stream, that it begins.
    ///
    /// - Parameter route: The path as the routes write it: paths of clients are without number.
    func end(
        _ method: HTTPRequest.Method, route: String?, _ status: HTTPResponse.Status,
        nanoseconds: Int64
    ) {
        active.decrement()
        let dimensions = [("method", Self.name(method)), ("route", route ?? "none")]
        Counter(
            label: "http_requests", dimensions: dimensions + [("status", String(status.code))],
            factory: factory
        ).increment()
        Timer(label: "http_request_duration", dimensions: dimensions, factory: factory)
            .recordNanoseconds(nanoseconds)
    }

    /// Notes how many streams there are.
    func note(streams count: Int) { streams.set(count) }

    /// A client may invent methods, each of which would be a series of its own.
    private static func name(_ method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .options, .patch]
        return known.contains(method) ? method.rawValue : "OTHER"
    }
}
