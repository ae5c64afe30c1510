import Hummingbird
import LayerSupport

/// The description of all routes that programs read: OpenAPI 3.1.
enum OpenAPIDocument {
    /// Returns the document as a text, each member on a line of its own.
    static func text(of routes: [Route]) -> String {
        IndentedJSON.text(document(of: routes)) + "\n"
    }

    /// Returns the document.
    static func document(of routes: [Route]) -> JSONValue {
        var paths = JSONObject()
        for route in routes {
            var path = paths[route.path.description]?.object ?? [:]
            path[route.method.rawValue.lowercased()] = operation(of: route)
            paths[route.path.description] = .object(path)
        }
        let schemas = routes.map(namedSchemas).reduce(ServiceSchemas.problem.namedSchemas) {
            $0.merging($1) { first, _ in first }
        }
        var components = JSONObject()
        for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) {
            components[name] = schema.openAPI
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "martlet-layers", "version": "1",
                "description": """
                The application layers on Martlet or Redis: sessions and their messages as \
                streams of events, uploads, chats, completions and pets.
                """,
            ],
            "paths": .object(paths), "components": ["schemas": .object(components)],
        ]
    }

    private static func namedSchemas(_ route: Route) -> [String: Schema] {
        var schemas = route.parameters.map(\.schema)
        if case .json(let properties) = route.content { schemas.append(.object(properties)) }
        for reply in route.replies {
            switch reply.content {
            case .json(let schema), .events(_, let schema): schemas.append(schema)
            case .nothing, .text: continue
            }
        }
        return schemas.map(\.namedSchemas).reduce([:]) { $0.merging($1) { first, _ in first } }
    }

    private static func operation(of route: Route) -> JSONValue {
        var operation: JSONObject = ["summary": .string(route.summary + ".")]
        if !route.parameters.isEmpty {
            operation["parameters"] = .array(route.parameters.map(parameter))
        }
        switch route.content {
        case .nothing: break
        case .json(let properties):
            operation["requestBody"] = [
                "required": .boolean(properties.contains(where: \.isRequired)),
                "content": [
                    "application/json": ["schema": Schema.object(properties).openAPI]
                ],
            ]
        case .file: operation["requestBody"] = file
        }
        var responses = JSONObject()
        for reply in route.replies { responses[String(reply.status.code)] = response(reply) }
        responses["default"] = response(
            .json(
                .badRequest, ServiceSchemas.problem,
                "The request is refused, and the answer says why."))
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    private static func parameter(_ parameter: Parameter) -> JSONValue {
        var object: JSONObject = [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .boolean(parameter.isRequired),
        ]
        if !parameter.summary.isEmpty { object["description"] = .string(parameter.summary) }
        object["schema"] = parameter.schema.openAPI
        return .object(object)
    }

    private static func response(_ reply: Reply) -> JSONValue {
        var object: JSONObject = ["description": .string(reply.summary)]
        switch reply.content {
        case .nothing: break
        case .json(let schema):
            object["content"] = ["application/json": ["schema": schema.openAPI]]
        case .events(let names, let schema):
            let told = names.joined(separator: ", ")
            object["description"] = .string(
                "\(reply.summary) The events are \(told), each with such data; PING, with none, comes when nothing else does."
            )
            object["content"] = ["text/event-stream": ["schema": schema.openAPI]]
        case .text(let type):
            let name = String(type.prefix { $0 != ";" })
            var content = JSONObject()
            content[name] = ["schema": ["type": "string"]]
            object["content"] = .object(content)
        }
        return .object(object)
    }

    private static let file: JSONValue = [
        "required": true,
        "content": [
            "multipart/form-data": [
                "schema": [
                    "type": "object",
                    "properties": [
                        "file": [
                            "type": "string", "format": "binary",
                            "description": "The file, with its name.",
                        ],
                        "timestamp": [
                            "type": "string", "maxLength": 256,
                            "description": "When the message was sent that it belongs to.",
                        ],
                    ],
                    "required": ["file"], "additionalProperties": false,
                ]
            ]
        ],
    ]
}
