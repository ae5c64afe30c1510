/// The messages that a command makes for the client that sent it. They go between its replies.
struct OwnMessages: ~Copyable {
    /// What goes before the command's reply, as it was made before that.
    var before = ReplyWriter(capacity: 0)
    /// What goes behind it.
    var after = ReplyWriter(capacity: 0)

    /// Whether there are none.
    var isEmpty: Bool {
        @inline(__always) get { before.buffer.count == 0 && after.buffer.count == 0 }
    }

    /// Puts the messages around the reply that begins at `place`.
    mutating func move(into reply: inout ReplyWriter, around place: ReplyWriter.Place) {
        moveEarlier(into: &reply, at: place)
        if after.buffer.count > 0 {
            reply.append(after)
            after.removeAll(keepingAtMost: 0)
        }
    }

    /// Drops the messages.
    mutating func removeAll() {
        before.removeAll(keepingAtMost: 0)
        after.removeAll(keepingAtMost: 0)
    }

    /// Puts those messages at `place` that would go before the reply.
    mutating func moveEarlier(into reply: inout ReplyWriter, at place: ReplyWriter.Place) {
        guard before.buffer.count > 0 else { return }
        reply.insert(before, at: place)
        before.removeAll(keepingAtMost: 0)
    }
}
