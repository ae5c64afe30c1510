/// A message as a user sends it.
public struct IncomingMessage: Hashable, Sendable {
    /// Its text.
    public var text: String?
    /// The paths of its images.
    public var imagePaths: [String]
    /// Where each image is from, such as the name of a program.
    public var sources: [String]?
    /// Its pieces of audio, as whoever transcribes them reads them.
    public var audio: [String]

    /// Makes a message.
    public init(
        text: String? = nil, imagePaths: [String] = [], sources: [String]? = nil,
        audio: [String] = []
    ) {
        self.text = text
        self.imagePaths = imagePaths
        self.sources = sources
        self.audio = audio
    }
}
