/// Where files are uploaded to. A program has one of its own for the cloud that it uses;
/// ``DirectoryUploader`` keeps them in a folder.
public protocol FileUploader: Sendable {
    /// Returns the file that `filename` was uploaded as before; nil if it wasn't, or isn't there any
    /// more.
    func uploadedFile(for filename: String) async throws -> CloudFile?

    /// Uploads a file. A task that is cancelled, since its time is over, gives up.
    ///
    /// - Parameters:
    ///   - path: The file to read: the original, or a smaller copy.
    ///   - progress: Takes how many percent are done.
    func upload(
        _ path: String, progress: @Sendable (Int) async -> Void
    ) async throws -> CloudFile

    /// Remembers what `filename` was uploaded as.
    ///
    /// - Parameter timestamp: When the message was sent that it belongs to.
    func register(_ file: CloudFile, for filename: String, timestamp: String) async throws

    /// Removes a file that came too late: nobody will ask for it.
    func discard(_ file: CloudFile) async throws
}

/// What makes images smaller before they are uploaded.
///
/// None is shipped: there is no well-kept library that reads PNG and writes JPEG in Swift, and a C
/// library would have to be installed by everybody who uses the layer. A program that has one gives it
/// to its ``UploadManager``; without, originals are uploaded.
public protocol ImageCompressor: Sendable {
    /// Writes a smaller copy of an image; returns false if there is no need or no way to.
    func compress(_ path: String, to copy: String, as target: ImageTarget) async throws -> Bool
}

/// What an image becomes.
public struct ImageTarget: Hashable, Sendable {
    /// The most pixels from left to right.
    public var maximumWidth = 1920
    /// The most pixels from top to bottom.
    public var maximumHeight = 1080
    /// The quality of the JPEG, of 100.
    public var quality = 85

    /// What the Python program makes of an image.
    public init() {}
}
