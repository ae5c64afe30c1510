package final class Blob {
    var bytes = ByteBuffer(capacity: 0)
    package init(capacity: Int) { bytes = ByteBuffer(capacity: capacity) }
    package var count: Int { bytes.count }
    package var span: Span<UInt8> { @_lifetime(borrow self) get { let s = bytes.span
        return unsafe _overrideLifetime(s, borrowing: self) } }
    package func append(_ b: Span<UInt8>) { bytes.append(b) }
    package func removeLast(_ n: Int) { bytes.removeLast(keeping: bytes.count - n) }
}
