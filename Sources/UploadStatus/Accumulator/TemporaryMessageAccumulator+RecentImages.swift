import LayerSupport

/// An image that a chat may look at.
public struct RecentImage: Hashable, Sendable {
    /// When it was sent.
    public let timestamp: String
    /// The image.
    public let image: ImageReference
    /// Where it is from; nil if its message doesn't say it for each image.
    public let source: String?
}

extension TemporaryMessageAccumulator {
    /// Returns the images of a user's latest messages that were sent within a minute before `now`,
    /// without waiting for any upload: what isn't there yet, or failed, is left out.
    ///
    /// - Parameter now: The seconds since 1970; what the clock shows if nil. Timestamps that name no zone
    ///   are local times of the clock's.
    /// - Throws: ``UploadStatusError`` if there is no user; `RedisError`.
    public func recentImages(
        of user: String, now: Double? = nil
    ) async throws -> [RecentImage] {
        let oldest = (now ?? clock.secondsSince1970) - options.recentSpan / .seconds(1)
        let recent = try await messages.messages(of: user).suffix(max(0, options.messageLimit))
            .filter { seconds(of: $0.timestamp).map { $0 >= oldest } ?? false }
        let pending = recent.flatMap { $0.images ?? [] }.compactMap(\.placeholder)
        let reports = try await uploads?.uploadStatuses(of: pending) ?? [:]
        return recent.flatMap { message -> [RecentImage] in
            let images = message.images ?? []
            let sources = message.sources.flatMap { $0.count == images.count ? $0 : nil }
            return images.enumerated().compactMap { index, image in
                var reference: ImageReference? = image
                if uploads != nil, let id = image.placeholder?.uploadID {
                    reference = reports[id]?.image
                }
                return reference.map {
                    RecentImage(
                        timestamp: message.timestamp, image: $0, source: sources?[index])
                }
            }
        }
    }

    /// A timestamp is a time as text, or the seconds since 1970.
    private func seconds(of timestamp: String) -> Double? {
        if let number = Double(timestamp) { return number }
        return ISOTime.microseconds(of: timestamp, offset: clock.localOffset)
            .map { Double($0) / 1_000_000 }
    }
}
