import Hummingbird

/// The routes of the service.
struct RouteTable: Sendable {
    let routes: [Route]
    /// The routes by the number of parts that their paths have, the more special ones first.
    private let byLength: [Int: [Route]]

    init(_ routes: [Route]) {
        self.routes = routes
        byLength = Dictionary(grouping: routes) { $0.path.parts.count }.mapValues { routes in
            routes.sorted { $0.path.isBefore($1.path) }
        }
    }

    /// What a request finds.
    enum Match: Sendable {
        case route(Route, [String: String])
        /// The path is there, but not with this method.
        case methods(Route, [HTTPRequest.Method])
    }

    /// Returns what a request finds; nil if there is no such path. A path has HEAD if it has GET.
    func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match? {
        let found = (byLength[segments.count] ?? []).compactMap { route in
            route.path.match(segments).map { (route: route, values: $0) }
        }
        guard let first = found.first else { return nil }
        // A word is meant before a name: what a more general path has besides doesn't count.
        let same = found.filter { $0.route.path == first.route.path }
        let wanted: HTTPRequest.Method = method == .head ? .get : method
        if let match = same.first(where: { $0.route.method == wanted }) {
            return .route(match.route, match.values)
        }
        return .methods(first.route, Self.allowed(same.map(\.route.method)))
    }

    private static func allowed(_ methods: [HTTPRequest.Method]) -> [HTTPRequest.Method] {
        let heads: [HTTPRequest.Method] = methods.contains(.get) ? [.head] : []
        return (methods + heads + [.options]).sorted { $0.rawValue < $1.rawValue }
    }
}
