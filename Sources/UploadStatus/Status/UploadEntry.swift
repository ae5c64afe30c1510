/// What is known of an upload.
public struct UploadEntry: Hashable, Sendable {
    /// How far the upload is.
    public var state: UploadState
    /// The file, as its uploader called it.
    public var filename: String?
    /// When the state was entered, in seconds since 1970; for what is pending, when it began.
    public var timestamp: Double
    /// What became of the file, once it is completed.
    public var result: UploadResult?
    /// How many percent are done; nil if nobody counts.
    public var progress: Int?

    /// Makes an entry.
    public init(
        _ state: UploadState, filename: String? = nil, timestamp: Double = 0,
        result: UploadResult? = nil, progress: Int? = nil
    ) {
        self.state = state
        self.filename = filename
        self.timestamp = timestamp
        self.result = result
        self.progress = progress
    }

    /// What is said of an upload that nobody knows.
    public static let unknown = UploadEntry(.unknown)
}

/// How far an upload is.
public enum UploadState: String, Hashable, Sendable, CaseIterable {
    /// It is waiting or running.
    case pending
    /// It is done. So it stays.
    case completed
    /// It failed, or took too long. So it stays.
    case failed
    /// Nobody knows it: it was cleaned up, has expired or never was.
    case unknown

    /// Whether the state stays for good.
    public var isFinal: Bool { self == .completed || self == .failed }
}

/// What an upload ends in.
public enum UploadResult: Hashable, Sendable {
    /// A file that is known by its URI.
    case cloudFile(CloudFile)
    /// Anything else, such as a path.
    case other(String)
}

/// A file where it was uploaded to.
public struct CloudFile: Hashable, Sendable {
    /// Where it can be read.
    public var uri: String
    /// What its store calls it.
    public var name: String?
    /// When it came to be there, as its store writes that.
    public var createTime: String?

    /// Makes a reference to a file.
    public init(uri: String, name: String? = nil, createTime: String? = nil) {
        self.uri = uri
        self.name = name
        self.createTime = createTime
    }
}

/// What stands for an image until its upload has ended.
public struct UploadPlaceholder: Hashable, Sendable {
    /// The upload.
    public var uploadID: String
    /// The file that is uploaded.
    public var filename: String?

    /// Makes a placeholder.
    public init(uploadID: String, filename: String?) {
        self.uploadID = uploadID
        self.filename = filename
    }
}
