/// What is wrong with a call of the layer, or with an upload. What the server has against a command is
/// a `RedisError`.
public struct UploadStatusError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// An argument is empty that has to say something.
        case missingArgument
        /// The upload failed, or took longer than it may.
        case uploadFailed
        /// The upload did not end in the time that the caller gave it.
        case timedOut
        /// The manager was shut down, and takes no more uploads.
        case shutDown
    }

    /// What went wrong.
    public let code: Code
    /// The same as a sentence.
    public let description: String

    static func failed(_ filename: String) -> UploadStatusError {
        UploadStatusError(code: .uploadFailed, description: "Upload failed for \(filename)")
    }

    static func timedOut(_ filename: String, after timeout: Duration) -> UploadStatusError {
        UploadStatusError(
            code: .timedOut, description: "Upload timeout after \(timeout) for \(filename)")
    }

    static let shutDown = UploadStatusError(
        code: .shutDown, description: "the manager was shut down")
}

/// Refuses an empty id.
///
/// - Throws: ``UploadStatusError`` that names the argument.
func require(_ id: String, _ name: String) throws {
    guard id.isEmpty else { return }
    throw UploadStatusError(code: .missingArgument, description: "\(name) is required")
}
