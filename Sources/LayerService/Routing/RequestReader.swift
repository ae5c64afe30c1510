import Hummingbird
import LayerSupport
import NIOCore

/// Reads requests, and refuses those that aren't as their route says.
struct RequestReader: Sendable {
    /// How many bytes a body may have that isn't a file.
    let bodyLimit: Int
    /// How long it may take to send it.
    let timeLimit: Duration
    let clock: any LayerClock

    /// Returns what a request says beside its body and its path.
    ///
    /// - Throws: ``ServiceProblem`` that names the parameter.
    func parameters(
        of request: Request, _ target: RequestTarget, _ path: [String: String], _ route: Route
    ) throws -> [String: JSONValue] {
        var texts: [Parameter: String] = [:]
        for item in target.query {
            let parameter = route.parameters.first { $0.place == .query && $0.name == item.name }
            guard let parameter else {
                throw ServiceProblem.invalid(
                    String(item.name.prefix(64)), "there is no such parameter")
            }
            guard texts.updateValue(item.value, forKey: parameter) == nil else {
                throw ServiceProblem.invalid(item.name, "this is there twice")
            }
        }
        for parameter in route.parameters {
            switch parameter.place {
            case .query: continue
            case .path: texts[parameter] = path[parameter.name]
            case .header:
                texts[parameter] =
                    request.headers.first { field in
                        field.name.canonicalName == parameter.name.lowercased()
                    }?.value
            }
        }
        var values: [String: JSONValue] = [:]
        for parameter in route.parameters {
            guard let text = texts[parameter] else {
                guard !parameter.isRequired else {
                    throw ServiceProblem.invalid(parameter.name, "this is missing")
                }
                continue
            }
            let value = parameter.schema.value(ofText: text)
            try check(value, parameter.schema, parameter.name)
            values[parameter.name] = value
        }
        return values
    }

    /// Returns the object in a request's body.
    ///
    /// - Throws: ``ServiceProblem`` that names the field.
    func object(
        of request: Request, _ connection: ClientConnection, _ properties: [Schema.Property]
    ) async throws -> JSONObject {
        let bytes = try await bytes(of: request, connection)
        if bytes.isEmpty, !properties.contains(where: \.isRequired) { return [:] }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type == "application/json" else {
            throw ServiceProblem(
                .unsupportedMediaType, "the body has to be application/json", field: "Content-Type")
        }
        let value: JSONValue
        do throws(JSONParser.Failure) { value = try JSONParser.value(of: bytes) } catch {
            throw ServiceProblem(.badRequest, "the body is no JSON from byte \(error.position) on")
        }
        try check(value, .object(properties), "")
        return value.object ?? [:]
    }

    private func check(_ value: JSONValue, _ schema: Schema, _ field: String) throws {
        do throws(Schema.Mismatch) { try schema.check(value, at: field) } catch {
            throw ServiceProblem(
                .badRequest, error.reason, field: error.field.isEmpty ? nil : error.field)
        }
    }

    private func bytes(
        of request: Request, _ connection: ClientConnection
    ) async throws -> [UInt8] {
        try Self.checkLength(of: request, bodyLimit)
        let limit = bodyLimit
        return try await withTimeLimit {
            var bytes: [UInt8] = []
            try await Self.read(request, connection) { chunk in
                bytes.append(contentsOf: chunk.readableBytesView)
                guard bytes.count <= limit else { throw ServiceProblem.tooLarge(limit) }
            }
            return bytes
        }
    }

    /// Takes a request's body piece by piece, which the client is asked for if it waits for that.
    ///
    /// - Throws: ``ServiceProblem`` if it breaks off, or is none; what `take` throws.
    static func read(
        _ request: Request, _ connection: ClientConnection,
        _ take: (ByteBuffer) throws -> Void
    ) async throws {
        if request.headers[.expect]?.lowercased() == "100-continue" { connection.askForBody() }
        var chunks = request.body.makeAsyncIterator()
        while true {
            let chunk: ByteBuffer?
            do { chunk = try await chunks.next() } catch is CancellationError {
                throw CancellationError()
            } catch {
                var problem = ServiceProblem(.badRequest, "the body breaks off, or is no body")
                problem.endsConnection = true
                throw problem
            }
            guard let chunk else { return }
            try take(chunk)
        }
    }

    /// Refuses a body that says itself that it is too large.
    ///
    /// - Parameter room: What may be around what the limit is of.
    static func checkLength(of request: Request, _ limit: Int, room: Int = 0) throws {
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > limit + room
        else { return }
        throw ServiceProblem.tooLarge(limit)
    }

    /// Calls `body`, which reads a request's body, and gives up if that takes too long.
    func withTimeLimit<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await clock.sleep(for: timeLimit)
                var problem = ServiceProblem(.requestTimeout, "the body comes too slowly")
                problem.endsConnection = true
                throw problem
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }
}
