/// A message whose uploads have all ended.
public struct ReadyMessage: Hashable, Sendable {
    /// When it was sent.
    public var timestamp: String
    /// Its images, but for those whose upload failed.
    public var images: [Image] = []
    /// How many pieces of audio it has.
    public var audioCount = 0
    /// Its audio, where it is kept.
    public var audio: [String] = []
    /// Its text.
    public var text: String?
    /// Whether its local images may be removed once they are absorbed.
    public var deletesFiles = true
    /// The uploads that it waited for.
    var uploadIDs: [String] = []

    /// An image, and where it is from.
    public struct Image: Hashable, Sendable {
        /// The image.
        public var reference: ImageReference
        /// Where it is from; nil if its message doesn't say it for each image.
        public var source: String?
    }
}

/// Which messages can be absorbed.
struct MessageResolver: Sendable {
    /// Nil where images need no upload.
    let uploads: UploadManager?

    /// Returns the messages before the first whose uploads haven't all ended, so that none overtakes
    /// another. What can't be read is ready, and has nothing to say.
    func readyMessages(_ stored: [[UInt8]]) async throws -> [ReadyMessage] {
        let messages = stored.map { StoredMessage(json: $0) ?? StoredMessage(timestamp: "") }
        let pending = messages.flatMap { $0.images ?? [] }.compactMap(\.placeholder)
        let reports = try await uploads?.uploadStatuses(of: pending, renewing: true) ?? [:]
        var ready: [ReadyMessage] = []
        for message in messages {
            guard let message = resolve(message, reports) else { break }
            ready.append(message)
        }
        return ready
    }

    /// Returns a message with its images as they were uploaded; nil if some are still pending.
    private func resolve(
        _ message: StoredMessage, _ reports: [String: UploadReport]
    ) -> ReadyMessage? {
        var ready = ReadyMessage(timestamp: message.timestamp)
        ready.audioCount = message.audioCount
        ready.audio = message.audio ?? []
        ready.text = message.text
        ready.deletesFiles = message.deletesFiles
        let images = message.images ?? []
        // Counted before any is dropped: an image's source goes with it.
        let sources = message.sources.flatMap { $0.count == images.count ? $0 : nil }
        for (index, image) in images.enumerated() {
            var reference: ImageReference? = image
            if uploads != nil, let id = image.placeholder?.uploadID {
                let report = reports[id] ?? UploadReport(.unknown)
                guard report.hasEnded else { return nil }
                reference = report.image
                ready.uploadIDs.append(id)
            }
            if let reference {
                ready.images.append(.init(reference: reference, source: sources?[index]))
            }
        }
        return ready
    }
}

extension UploadReport {
    /// Whether the upload won't change any more. What nobody knows has ended, unless nobody could be
    /// asked.
    fileprivate var hasEnded: Bool {
        switch state {
        case .completed, .failed: true
        case .unknown: !isDegraded
        case .pending: false
        }
    }
}

extension ImageReference {
    /// What stands for the image, while it is uploaded.
    var placeholder: UploadPlaceholder? {
        if case .pending(let placeholder) = self { return placeholder }
        return nil
    }
}
