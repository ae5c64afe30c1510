/// How the layer behaves.
public struct MessageOptions: Hashable, Sendable {
    /// How long a message and its stream live after the last change.
    public var messageTTL = Duration.seconds(86_400)
    /// How long large contents live.
    public var contentTTL = Duration.seconds(604_800)
    /// How many events of a message are kept, about.
    public var streamLength = 1000
    /// From how many characters on a block's data isn't large yet: more are kept apart.
    public var largestInlineContent = 10_000
    /// How often a change is tried that others come before.
    public var attempts = 64

    /// How long a reader of a stream waits for events at a time. When that time is over without any,
    /// subscribers get a ``EventType/ping``, and it is looked whether the message is there still.
    public var pingInterval = Duration.seconds(15)
    /// How many events wait for a subscriber at most. One that is slower reads them from the stream.
    public var subscriberBuffer = 256
    /// How often a stream is tried to be read anew before its subscribers are told of the error.
    public var readAttempts = 8
    /// How long to wait after the first failed attempt to read a stream; twice as long after each.
    public var readBackoff = Duration.milliseconds(50)

    /// The options of the documents.
    public init() {}
}
