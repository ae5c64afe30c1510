import LayerSupport
import ServiceTestSupport
import Testing

@testable import LayerService

/// Holds answers to what the OpenAPI document says of them.
enum Contract {
    private static let document: JSONValue = OpenAPIDocument.document(of: Route.all)

    struct Breach: Error, CustomStringConvertible {
        var description: String
    }

    /// Checks that a path's operation has an answer's status, and that its body is of that shape. What
    /// no operation names is a problem.
    static func check(_ reply: WireReply, _ method: String, _ path: String) throws {
        let method = method == "HEAD" ? "get" : method.lowercased()
        guard reply.status != 204 || method != "options", !reply.body.isEmpty else { return }
        let responses = operation(method, path)?["responses"]
        let response = responses?[String(reply.status)] ?? responses?["default"]
        guard let response else {
            return try problem(reply, "\(method) \(path)")
        }
        let type = String((reply.headers["content-type"] ?? "").prefix { $0 != ";" })
        guard let content = response["content"]?[type] else {
            throw Breach(description: "\(method) \(path): \(reply.status) has no \(type)")
        }
        guard type == "application/json" else { return }
        if responses?[String(reply.status)] == nil, reply.status < 400 {
            throw Breach(description: "\(method) \(path): nobody tells of \(reply.status)")
        }
        try check(reply.json, content["schema"] ?? .null, "\(method) \(path) \(reply.status)")
    }

    /// Checks that an event's data are as a route says.
    static func check(event: EventReader.Event, ofRoute route: Route) throws {
        for reply in route.replies {
            guard case .events(let names, let schema) = reply.content else { continue }
            guard names.contains(event.name) else {
                throw Breach(description: "nobody tells of the event \(event.name)")
            }
            return try check(event.json, schema.openAPI, event.name)
        }
        throw Breach(description: "\(route.path) has no events")
    }

    private static func problem(_ reply: WireReply, _ place: String) throws {
        guard reply.status >= 400 else {
            throw Breach(description: "\(place): nobody tells of \(reply.status)")
        }
        try check(reply.json, ["$ref": "#/components/schemas/Problem"], place)
    }

    private static func operation(_ method: String, _ path: String) -> JSONValue? {
        let segments = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        let paths = document["paths"]?.object?.members ?? []
        let found = paths.filter { member in
            PathTemplate(stringLiteral: member.name).match(segments) != nil
        }
        let best = found.min { left, right in
            PathTemplate(stringLiteral: left.name).isBefore(PathTemplate(stringLiteral: right.name))
        }
        return best?.value[method]
    }

    /// Checks a value by a schema: as much of JSON Schema as the document has.
    static func check(_ value: JSONValue, _ schema: JSONValue, _ place: String) throws {
        func fail(_ reason: String) -> Breach { Breach(description: "\(place): \(reason)") }
        for member in schema.object?.members ?? [] {
            switch (member.name, member.value) {
            case ("$ref", .string(let reference)):
                let name = String(reference.split(separator: "/").last ?? "")
                let named = document["components"]?["schemas"]?[name]
                try check(value, try #require(named), place)
            case ("anyOf", .array(let schemas)):
                let fits = schemas.contains { (try? check(value, $0, place)) != nil }
                if !fits { throw fail("\(value) is none of what it may be") }
            case ("type", .string(let type)):
                if !isOf(type, value) { throw fail("\(value) is no \(type)") }
            case ("enum", .array(let values)):
                if !values.contains(value) { throw fail("\(value) is none of \(values)") }
            case ("minimum", let bound):
                if value.doubleValue ?? 0 < bound.doubleValue ?? 0 { throw fail("too small") }
            case ("maximum", let bound):
                if value.doubleValue ?? 0 > bound.doubleValue ?? 0 { throw fail("too large") }
            case ("required", .array(let names)):
                for name in names.compactMap(\.stringValue) where value[name] == nil {
                    throw fail("\(name) is missing")
                }
            case ("items", let items):
                for (index, element) in (value.elements ?? []).enumerated() {
                    try check(element, items, "\(place)[\(index)]")
                }
            case ("additionalProperties", let rest): try checkRest(value, schema, rest, place)
            case ("properties", let properties):
                for property in properties.object?.members ?? [] {
                    guard let own = value[property.name] else { continue }
                    try check(own, property.value, "\(place).\(property.name)")
                }
            default: continue
            }
        }
    }

    private static func checkRest(
        _ value: JSONValue, _ schema: JSONValue, _ rest: JSONValue, _ place: String
    ) throws {
        for own in value.object?.members ?? [] where schema["properties"]?[own.name] == nil {
            if rest == false { throw Breach(description: "\(place): nobody tells of \(own.name)") }
            try check(own.value, rest, "\(place).\(own.name)")
        }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "null": value == .null
        case "boolean": value.boolValue != nil
        case "string": value.stringValue != nil
        case "integer": value.intValue != nil
        case "number": value.doubleValue != nil
        case "array": value.elements != nil
        case "object": value.object != nil
        default: false
        }
    }
}
