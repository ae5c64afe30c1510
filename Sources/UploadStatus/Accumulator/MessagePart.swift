public import LayerSupport

/// A part of what a model is given.
public enum MessagePart: Hashable, Sendable {
    /// A text.
    case text(String)
    /// An image that the model's provider has.
    case cloudFile(uri: String)
    /// An image as a `data:` URL.
    case imageData(String)

    /// The part as the Python program hands it on.
    public var json: JSONValue {
        switch self {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .cloudFile(let uri):
            ["type": "google_cloud_file_uri", "google_cloud_file_uri": .string(uri)]
        case .imageData(let url):
            ["type": "image_data", "image_data": ["data": .string(url), "detail": "auto"]]
        }
    }
}
