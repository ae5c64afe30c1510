extension CommandCall {
    /// Tells of what happened at `key` without a change of what clients watch there: to those that
    /// listen for `event`, and to persistence. So Redis takes the groups of a stream.
    package mutating func didNotice(_ key: Span<UInt8>, event: StaticString, count: Int = 1) {
        events.dirty &+= count
        if !events.observers.isEmpty { tell(noticeOf: event, key) }
    }

    /// Counts changes that nobody is told of: those of what the groups of a stream have read.
    package mutating func didCount(_ count: Int) {
        events.dirty &+= count
    }
}
