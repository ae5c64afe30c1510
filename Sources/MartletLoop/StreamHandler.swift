/// What a stream tells, on the loop's thread.
package protocol StreamHandler: AnyObject {
    /// Takes the bytes that came, which lie in the loop's buffer: they are gone afterwards.
    func stream(_ stream: Stream, didRead bytes: Span<UInt8>)

    /// `count` bytes came into the stream's `readDestination`, which knows it already.
    func stream(_ stream: Stream, didFillDestination count: Int)

    /// The stream was closed, by either side. Comes once, from within `close` or a `write` that failed.
    func streamDidClose(_ stream: Stream)
}
