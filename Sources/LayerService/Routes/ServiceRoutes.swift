import Hummingbird
import LayerSupport
import MartletClient

/// What the service tells of itself.
enum ServiceRoutes {
    static let all = [health, metrics, openAPI]

    static let health = Route(
        .get, "/healthz", "Tells whether the service can do its work",
        answers: .ok(healthSchema, "It can."),
        .json(.serviceUnavailable, healthSchema, "The data can't be reached.")
    ) { call in
        let isReached = await isReached(call)
        return .json(
            ["status": isReached ? "ok" : "unavailable", "redis": isReached ? "ok" : "away"],
            status: isReached ? .ok : .serviceUnavailable)
    }

    static let metrics = Route(
        .get, "/metrics", "Tells what the service has measured, as Prometheus reads it",
        answers: Reply(
            status: .ok, summary: "The metrics.", content: .text(type: metricsType))
    ) { call in
        .text(call.layers.prometheus.text, type: metricsType)
    }

    static let openAPI = Route(
        .get, "/openapi.json", "Tells what the service offers: this document",
        answers: Reply(
            status: .ok, summary: "The document.", content: .json(.map(.any)))
    ) { _ in
        .text(OpenAPIDocument.text(of: Route.all), type: "application/json")
    }

    private static let metricsType = "text/plain; version=0.0.4; charset=utf-8"

    private static let healthSchema = Schema.named(
        "Health",
        .object([
            .init("status", .choice(["ok", "unavailable"])),
            .init("redis", .choice(["ok", "away"])),
        ]))

    /// Whoever asks for health wants to know it soon.
    private static func isReached(_ call: Call) async -> Bool {
        let (client, clock) = (call.layers.client, call.layers.clock)
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await client.ping()) != nil }
            group.addTask {
                try? await clock.sleep(for: .seconds(2))
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
