extension MutableSpan<UInt8> {
    /// Writes `bytes` over those from `offset` on, all of which are there.
    package mutating func overwrite(from offset: Int, with bytes: Span<UInt8>) {
        precondition(offset >= 0 && bytes.count <= count && offset <= count - bytes.count)
        unsafe withUnsafeMutableBufferPointer { target in
            guard let base = target.baseAddress else { return }
            unsafe bytes.withBase { source, count in
                unsafe ByteWords.copy(source, to: base + offset, count: count)
            }
        }
    }
}
