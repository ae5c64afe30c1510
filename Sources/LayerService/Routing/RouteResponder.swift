import Hummingbird
import LayerSupport
import Logging

/// Answers requests by the routes.
struct RouteResponder: HTTPResponder {
    private let table: RouteTable
    private let layers: Layers
    private let reader: RequestReader

    init(routes: [Route], layers: Layers) {
        table = RouteTable(routes)
        self.layers = layers
        reader = layers.reader
    }

    func respond(to request: Request, context: ServiceContext) async throws -> Response {
        layers.metrics.begin()
        let start = layers.clock.microsecondsSince1970
        var route: String?
        var response: Response
        do {
            response = try await answer(request, context, &route)
        } catch {
            response = refuse(error, context)
        }
        if request.method == .head {
            let isEndless = response.body.contentLength == nil
            response = response.createHeadResponse()
            if isEndless { response.headers[.contentLength] = nil }
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        let took = max(0, layers.clock.microsecondsSince1970 - start)
        layers.metrics.end(
            request.method, route: route, response.status, nanoseconds: Int64(took) * 1000)
        return response
    }

    private func answer(
        _ request: Request, _ context: ServiceContext, _ name: inout String?
    ) async throws -> Response {
        let target = try RequestTarget(request.head.path ?? "")
        switch table.match(request.method, target.segments) {
        case nil: throw ServiceProblem(.notFound, "there is no such path")
        case .methods(let route, let allowed):
            name = route.path.description
            guard request.method == .options else {
                var problem = ServiceProblem(
                    .methodNotAllowed,
                    "this path has \(allowed.map(\.rawValue).joined(separator: ", "))")
                problem.allowed = allowed
                throw problem
            }
            return Response(
                status: .noContent,
                headers: [.allow: allowed.map(\.rawValue).joined(separator: ", ")])
        case .route(let route, let path):
            name = route.path.description
            let parameters = try reader.parameters(of: request, target, path, route)
            var body: JSONObject = [:]
            if case .json(let properties) = route.content {
                body = try await reader.object(of: request, context.connection, properties)
            }
            return try await route.run(
                Call(
                    request: request, context: context, layers: layers, path: path,
                    parameters: parameters, body: body))
        }
    }

    private func refuse(_ error: any Error, _ context: ServiceContext) -> Response {
        let problem = ServiceProblem(cause: error)
        if problem == nil { context.logger.error("a request has failed: \(error)") }
        if problem?.endsConnection == true { context.connection.closeSoon() }
        return (problem ?? .internalError).response
    }
}

extension Layers {
    /// What reads requests within the limits.
    var reader: RequestReader {
        RequestReader(
            bodyLimit: settings.bodyBytes, timeLimit: .seconds(settings.bodySeconds), clock: clock)
    }
}
