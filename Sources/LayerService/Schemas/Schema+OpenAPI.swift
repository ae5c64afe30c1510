import LayerSupport

extension Schema {
    /// The schema as OpenAPI 3.1 writes it. Kinds that have a name are referred to.
    var openAPI: JSONValue {
        switch self {
        case .any: return [:]
        case .boolean: return ["type": "boolean"]
        case .text(let lengths):
            var object: JSONObject = ["type": "string"]
            Self.write(lengths, ("minLength", "maxLength"), unless: 0, to: &object)
            return .object(object)
        case .id(let lengths):
            var object = Schema.text(lengths).openAPI.object ?? [:]
            object["pattern"] = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"
            return .object(object)
        case .choice(let texts):
            return ["type": "string", "enum": .array(texts.map { .string($0) })]
        case .integer(let range):
            var object: JSONObject = ["type": "integer"]
            Self.write(range, ("minimum", "maximum"), unless: Int.min, to: &object)
            return .object(object)
        case .number(let range):
            var object: JSONObject = ["type": "number"]
            if range.lowerBound.isFinite { object["minimum"] = .float(range.lowerBound) }
            if range.upperBound.isFinite { object["maximum"] = .float(range.upperBound) }
            return .object(object)
        case .array(let schema, let most):
            var object: JSONObject = ["type": "array", "items": schema.openAPI]
            if most < Int.max { object["maxItems"] = .integer(most) }
            return .object(object)
        case .object(let properties): return Self.object(properties)
        case .map(let schema): return ["type": "object", "additionalProperties": schema.openAPI]
        case .optional(let schema): return ["anyOf": [schema.openAPI, ["type": "null"]]]
        case .named(let name, _): return ["$ref": .string("#/components/schemas/\(name)")]
        }
    }

    /// The kinds that have a name, in this one and all that it is made of.
    var namedSchemas: [String: Schema] {
        switch self {
        case .named(let name, let schema):
            schema.namedSchemas.merging([name: schema]) { first, _ in first }
        case .array(let schema, _), .map(let schema), .optional(let schema): schema.namedSchemas
        case .object(let properties):
            properties.reduce(into: [:]) { all, property in
                all.merge(property.schema.namedSchemas) { first, _ in first }
            }
        default: [:]
        }
    }

    private static func object(_ properties: [Property]) -> JSONValue {
        var described = JSONObject()
        for property in properties {
            guard !property.summary.isEmpty else {
                described[property.name] = property.schema.openAPI
                continue
            }
            var schema = property.schema.openAPI.object ?? [:]
            schema["description"] = .string(property.summary)
            described[property.name] = .object(schema)
        }
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        var object: JSONObject = ["type": "object", "properties": .object(described)]
        if !required.isEmpty { object["required"] = .array(required) }
        object["additionalProperties"] = false
        return .object(object)
    }

    private static func write(
        _ range: ClosedRange<Int>, _ names: (String, String), unless least: Int,
        to object: inout JSONObject
    ) {
        if range.lowerBound > least { object[names.0] = .integer(range.lowerBound) }
        if range.upperBound < Int.max { object[names.1] = .integer(range.upperBound) }
    }
}
