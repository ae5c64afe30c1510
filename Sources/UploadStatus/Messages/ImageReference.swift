/// An image of a message: where it is, or what stands for it until it is there.
public enum ImageReference: Hashable, Sendable {
    /// It is being uploaded.
    case pending(UploadPlaceholder)
    /// It was uploaded.
    case cloudFile(CloudFile)
    /// It is a file of this machine.
    case localFile(String)

    /// Makes a reference to what an upload ended in: what has no URI is a path.
    init(_ result: UploadResult) {
        switch result {
        case .cloudFile(let file): self = .cloudFile(file)
        case .other(let path): self = .localFile(path)
        }
    }
}
