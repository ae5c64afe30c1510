import Hummingbird
import LayerSupport

/// A request that was checked, with what its handler needs.
struct Call: Sendable {
    let request: Request
    let context: ServiceContext
    let layers: Layers
    /// The parts of the path that have a name.
    let path: [String: String]
    /// The rest of the parameters that the request has, by their names.
    let parameters: [String: JSONValue]
    /// The body, if it is an object.
    let body: JSONObject

    /// Returns a part of the path.
    func path(_ name: String) -> String { path[name] ?? "" }

    /// Returns a parameter of the query or a header; nil if it isn't there.
    func parameter(_ name: String) -> JSONValue? { parameters[name] }

    /// Returns a text of the body; nil if it isn't there.
    func text(_ name: String) -> String? { body[name]?.stringValue }
}

/// What belongs to a request while it is answered.
struct ServiceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// What the request came by.
    let connection: ClientConnection

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = ClientConnection(channel: source.channel)
    }
}
