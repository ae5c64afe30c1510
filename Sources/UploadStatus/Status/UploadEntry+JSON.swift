import LayerSupport

extension UploadEntry {
    /// The entry as the documents have it in Redis, to the byte.
    var text: [UInt8] {
        var object: JSONObject = [
            "status": .string(state.rawValue), "filename": .optional(filename),
            "timestamp": .float(timestamp),
            "result": state == .completed ? result?.json ?? .null : .null,
        ]
        if let progress { object["progress"] = .integer(progress) }
        return JSONWriter.bytes(of: .object(object), style: .spaced)
    }

    /// Reads an entry; nil if it is none.
    init?(text: [UInt8]) {
        guard let object = try? JSONParser.value(of: text).object else { return nil }
        self.init(
            object["status"]?.stringValue.flatMap(UploadState.init) ?? .unknown,
            filename: object["filename"]?.stringValue,
            timestamp: object["timestamp"]?.doubleValue ?? 0,
            result: object["result"]?.object.flatMap(UploadResult.init),
            progress: object["progress"]?.intValue)
    }
}

extension UploadResult {
    fileprivate var json: JSONValue {
        switch self {
        case .cloudFile(let file):
            .object([
                "type": .string("google_cloud"), "uri": .string(file.uri),
                "name": .optional(file.name), "create_time": .optional(file.createTime),
            ])
        case .other(let text): .object(["type": .string("other"), "value": .string(text)])
        }
    }

    fileprivate init?(_ object: JSONObject) {
        switch object["type"]?.stringValue {
        case "google_cloud":
            guard let uri = object["uri"]?.stringValue else { return nil }
            self = .cloudFile(
                CloudFile(
                    uri: uri, name: object["name"]?.stringValue,
                    createTime: object["create_time"]?.stringValue))
        case "other":
            guard let value = object["value"]?.stringValue else { return nil }
            self = .other(value)
        default: return nil
        }
    }
}

extension JSONValue {
    /// Makes a text, null for nil.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
