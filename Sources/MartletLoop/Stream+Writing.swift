extension Stream {
    /// The number of bytes that wait to be sent.
    package var queuedCount: Int { handle?.queuedCount ?? 0 }

    /// Sends `bytes`, which are copied if the socket can't take them at once. Closes the stream if
    /// that fails.
    package func write(_ bytes: Span<UInt8>) {
        assert(loop.isOnThread, "a stream is used on its loop's thread")
        guard let handle, !closesWhenSent, bytes.count > 0 else { return }
        do throws(UVError) {
            try handle.write(bytes)
        } catch {
            close()
        }
    }

    /// Sends `bytes` with what the sources have put in at their offsets, which rise. The sources'
    /// bytes are never copied.
    package func write(_ bytes: Span<UInt8>, inserting sources: [WriteInsertion]) {
        assert(loop.isOnThread, "a stream is used on its loop's thread")
        guard let handle, !closesWhenSent else { return }
        do throws(UVError) {
            try handle.write(bytes, inserting: sources)
        } catch {
            close()
        }
    }
}
