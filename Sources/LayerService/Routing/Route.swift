import Hummingbird
import LayerSupport

/// An endpoint of the service: how it is asked for, what it takes, what it answers, and what does so.
///
/// It is the only description there is: requests are checked by it before its handler runs, and the
/// OpenAPI document is written of it.
struct Route: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Response

    let method: HTTPRequest.Method
    let path: PathTemplate
    /// What it does, in a sentence without an end.
    let summary: String
    let parameters: [Parameter]
    let content: Content
    let replies: [Reply]
    let run: Handler

    init(
        _ method: HTTPRequest.Method, _ path: PathTemplate, _ summary: String,
        parameters: [Parameter] = [], takes content: Content = .nothing,
        answers replies: Reply..., run: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        let named = Set(parameters.filter { $0.place == .path }.map(\.name))
        self.parameters =
            path.parameters.filter { !named.contains($0) }.map { .path($0) } + parameters
        self.content = content
        self.replies = replies
        self.run = run
    }

    /// What a request has in its body.
    enum Content: Sendable {
        /// Nothing that is looked at.
        case nothing
        /// An object; without a body it is empty if nothing in it has to be there.
        case json([Schema.Property])
        /// A form with a file, which the handler reads.
        case file
    }
}

/// What a request says beside its body.
struct Parameter: Hashable, Sendable {
    /// Where it says so.
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let schema: Schema
    let summary: String
    let isRequired: Bool

    /// A part of the path, which is an id if nothing else is said.
    static func path(
        _ name: String, _ schema: Schema = .id, _ summary: String = ""
    ) -> Parameter {
        Parameter(name: name, place: .path, schema: schema, summary: summary, isRequired: true)
    }

    /// A part of the query, which may be missing if nothing else is said.
    static func query(
        _ name: String, _ schema: Schema, _ summary: String, isRequired: Bool = false
    ) -> Parameter {
        Parameter(
            name: name, place: .query, schema: schema, summary: summary, isRequired: isRequired)
    }

    /// A header, which may be missing.
    static func header(_ name: String, _ schema: Schema, _ summary: String) -> Parameter {
        Parameter(name: name, place: .header, schema: schema, summary: summary, isRequired: false)
    }
}

/// What a route may answer.
struct Reply: Sendable {
    /// What is in the answer's body.
    enum Content: Sendable {
        case nothing
        case json(Schema)
        /// Server-Sent Events of these names, each with such data.
        case events([String], Schema)
        case text(type: String)
    }

    let status: HTTPResponse.Status
    let summary: String
    let content: Content

    /// That it was done, with a body in JSON.
    static func ok(_ schema: Schema, _ summary: String = "Done.") -> Reply {
        Reply(status: .ok, summary: summary, content: .json(schema))
    }

    /// Another status, with a body in JSON.
    static func json(
        _ status: HTTPResponse.Status, _ schema: Schema, _ summary: String
    ) -> Reply {
        Reply(status: status, summary: summary, content: .json(schema))
    }

    /// That it was done, and there is nothing to say.
    static let done = Reply(status: .noContent, summary: "Done.", content: .nothing)

    /// That there is no such thing.
    static func missing(_ what: String) -> Reply {
        Reply(
            status: .notFound, summary: "There is no such \(what).",
            content: .json(ServiceSchemas.problem))
    }

    /// That the service was told not to do this.
    static let switchedOff = Reply(
        status: .notFound, summary: "This is switched off in this service.",
        content: .json(ServiceSchemas.problem))
}
