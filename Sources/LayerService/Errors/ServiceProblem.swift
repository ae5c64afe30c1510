import Hummingbird
import LayerSupport

/// Why a request is refused, as its client is told: a sentence, and the field that is wrong where one
/// is.
struct ServiceProblem: Error, Hashable, Sendable {
    /// The status of the answer.
    let status: HTTPResponse.Status
    /// The sentence.
    let error: String
    /// The field, such as `hours` or `suggestions[2]`; nil if it isn't one's fault.
    let field: String?
    /// After how many seconds it makes sense to ask again; nil if it doesn't.
    var retryAfter: Int?
    /// The methods that the path has.
    var allowed: [HTTPRequest.Method] = []
    /// Whether what is left of the request isn't read, so that the connection has to end.
    var endsConnection = false

    init(_ status: HTTPResponse.Status, _ error: String, field: String? = nil) {
        self.status = status
        self.error = error
        self.field = field
    }

    /// What the client reads.
    var json: JSONValue {
        ["error": .string(error), "field": field.map { .string($0) } ?? .null]
    }

    /// The answer.
    var response: Response {
        var response = Response.json(json, status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if !allowed.isEmpty {
            response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        }
        if endsConnection { response.headers[.connection] = "close" }
        return response
    }
}

extension ServiceProblem {
    /// A field that is wrong.
    static func invalid(_ field: String, _ error: String) -> ServiceProblem {
        ServiceProblem(.badRequest, error, field: field)
    }

    /// A thing that isn't there.
    static func missing(_ what: String, field: String? = nil) -> ServiceProblem {
        ServiceProblem(.notFound, "there is no such \(what)", field: field)
    }

    /// What this service was told not to do.
    static let switchedOff = ServiceProblem(.notFound, "this is switched off in this service")

    /// A body that is too large.
    static func tooLarge(_ limit: Int, field: String? = nil) -> ServiceProblem {
        var problem = ServiceProblem(
            .contentTooLarge, "there may be \(limit) bytes at most", field: field)
        problem.endsConnection = true
        return problem
    }

    /// Something that can't be done at this moment.
    static func unavailable(_ error: String) -> ServiceProblem {
        var problem = ServiceProblem(.serviceUnavailable, error)
        problem.retryAfter = 1
        return problem
    }
}

extension Response {
    /// Makes an answer in JSON.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        json(JSONWriter.bytes(of: value, isASCII: false), status: status)
    }

    /// Makes an answer of bytes that are JSON.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Makes an answer of a text.
    static func text(_ text: String, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// An answer that says nothing but that it is done.
    static var done: Response { Response(status: .noContent) }
}
