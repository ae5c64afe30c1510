import CLibuv

extension SocketHandle {
    /// The number of bytes that wait to be sent.
    var queuedCount: Int { unsafe uv_stream_get_write_queue_size(stream) }

    /// Sends `bytes`: at once what the socket takes, later what it doesn't.
    func write(_ bytes: Span<UInt8>) throws(UVError) {
        let code = unsafe bytes.withUnsafeBufferPointer { bytes -> Int32 in
            var part = unsafe Self.part(bytes[...])
            let sent = unsafe uv_try_write(stream, &part, 1)
            if Int(sent) == bytes.count { return 0 }
            guard sent >= 0 || sent == UV_EAGAIN.rawValue else { return sent }
            return unsafe withUnsafeMutablePointer(to: &part) { part in
                unsafe queueRest(
                    of: UnsafeMutableBufferPointer(start: part, count: 1), after: Int(sent), [])
            }
        }
        try UVError.check(code)
    }

    /// Sends `bytes` with the sources' between them.
    func write(_ bytes: Span<UInt8>, inserting sources: [WriteInsertion]) throws(UVError) {
        let code = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe withUnsafeTemporaryAllocation(
                of: uv_buf_t.self, capacity: 2 * sources.count + 1
            ) { parts in
                unsafe Self.fill(parts, with: bytes, sources)
                let sent = unsafe uv_try_write(stream, parts.baseAddress, UInt32(parts.count))
                guard sent >= 0 || sent == UV_EAGAIN.rawValue else { return sent }
                return unsafe queueRest(of: parts, after: Int(sent), sources)
            }
        }
        try UVError.check(code)
    }

    /// Puts ordinary bytes at even indices, those of a source at odd ones.
    private static func fill(
        _ parts: UnsafeMutableBufferPointer<uv_buf_t>, with bytes: UnsafeBufferPointer<UInt8>,
        _ sources: [WriteInsertion]
    ) {
        var start = 0
        for (index, (offset, source)) in sources.enumerated() {
            precondition(start <= offset && offset <= bytes.count, "offsets rise, within the bytes")
            unsafe parts.initializeElement(at: 2 * index, to: part(bytes[start..<offset]))
            source.withBytes { inserted in
                unsafe inserted.withUnsafeBufferPointer { inserted in
                    unsafe parts.initializeElement(at: 2 * index + 1, to: part(inserted[...]))
                }
            }
            start = offset
        }
        unsafe parts.initializeElement(at: 2 * sources.count, to: part(bytes[start...]))
    }

    /// `uv_buf_init` would cut the count to 32 bits.
    private static func part(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> uv_buf_t {
        let bytes = unsafe UnsafeBufferPointer(rebasing: bytes)
        let base = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        return unsafe uv_buf_t(base: base?.assumingMemoryBound(to: CChar.self), len: bytes.count)
    }
}

// MARK: - Queueing

/// A request of libuv's and the sources it keeps; the ordinary bytes that it sends lie behind it.
@safe private struct WriteRequest {
    private var request = unsafe uv_write_t()
    let sources: [WriteInsertion]

    init(sources: [WriteInsertion]) {
        self.sources = sources
    }
}

extension SocketHandle {
    /// Queues what follows the first `sent` bytes of `parts`: ordinary bytes as a copy, in one
    /// allocation with their request, and the sources as they are. `uvDidWrite` frees them.
    @inline(never) private func queueRest(
        of parts: UnsafeMutableBufferPointer<uv_buf_t>, after sent: Int,
        _ sources: [WriteInsertion]
    ) -> Int32 {
        var excess = max(sent, 0)
        var first = 0
        while first < parts.count, unsafe excess >= parts[first].len {
            excess -= unsafe parts[first].len
            first += 1
        }
        guard first < parts.count else { return 0 }
        unsafe parts[first].base += excess
        unsafe parts[first].len -= excess

        let memory = unsafe Self.copy(
            parts, from: first, behind: WriteRequest(sources: Array(sources[(first / 2)...])))
        let code = unsafe uv_write(
            memory.assumingMemoryBound(to: uv_write_t.self), stream,
            UnsafeMutableBufferPointer(rebasing: parts[first...]).baseAddress,
            UInt32(parts.count - first), uvDidWrite)
        if code != 0 { unsafe Self.freeRequest(memory) }
        return code
    }

    /// Returns memory with the request and the ordinary bytes, which `parts` then point to.
    private static func copy(
        _ parts: UnsafeMutableBufferPointer<uv_buf_t>, from first: Int, behind request: WriteRequest
    ) -> UnsafeMutableRawPointer {
        let ordinary = stride(from: (first + 1) & ~1, to: parts.count, by: 2)
        let count = ordinary.reduce(0) { count, index in unsafe count + parts[index].len }
        let head = MemoryLayout<WriteRequest>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: head + count, alignment: 16)
        unsafe memory.initializeMemory(as: WriteRequest.self, to: request)
        var next = unsafe memory + head
        for index in ordinary {
            let part = unsafe parts[index]
            guard unsafe part.len > 0, let base = unsafe part.base else { continue }
            unsafe next.copyMemory(from: base, byteCount: part.len)
            unsafe parts[index].base = next.assumingMemoryBound(to: CChar.self)
            unsafe next += part.len
        }
        return unsafe memory
    }

    /// Frees a request, of which libuv knows nothing any more, and lets go of its sources.
    static func freeRequest(_ memory: UnsafeMutableRawPointer) {
        unsafe memory.assumingMemoryBound(to: WriteRequest.self).deinitialize(count: 1)
        unsafe memory.deallocate()
    }
}
