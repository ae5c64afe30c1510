/// What a manager answers when it is asked for an upload.
public struct UploadReport: Hashable, Sendable {
    /// How far the upload is.
    public var state: UploadState
    /// What it ended in.
    public var image: ImageReference?
    /// The file.
    public var filename: String?
    /// How many percent are done; nil if nobody counts.
    public var progress: Int?
    /// Whether Redis could not be asked: then it is what this instance knows, and others may know
    /// more.
    public var isDegraded: Bool

    init(_ entry: UploadEntry, isDegraded: Bool = false) {
        state = entry.state
        image = entry.state == .completed ? entry.result.map(ImageReference.init) : nil
        filename = entry.filename
        progress = entry.progress
        self.isDegraded = isDegraded
    }

    /// The report of what needs no upload.
    init(of image: ImageReference) {
        state = .completed
        self.image = image
        isDegraded = false
    }
}
