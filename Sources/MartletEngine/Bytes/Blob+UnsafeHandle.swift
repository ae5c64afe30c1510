#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Threads may hold the same blob and read it: it is changed by one holder only, before it is
/// shared.
extension Blob: @unchecked Sendable {}

/// The bytes of a blob, from malloc, so that they can grow where they are.
@safe struct BlobStorage: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    init(capacity: Int) {
        precondition(capacity >= 0)
        guard let memory = unsafe malloc(max(capacity, 1)) else { fatalError("out of memory") }
        unsafe base = memory.assumingMemoryBound(to: UInt8.self)
        self.capacity = capacity
    }

    /// Takes memory that is zero: of a large piece, the system gives nothing before it is written.
    init(zeroCount: Int) {
        precondition(zeroCount >= 0)
        guard let memory = unsafe calloc(max(zeroCount, 1), 1) else { fatalError("out of memory") }
        unsafe base = memory.assumingMemoryBound(to: UInt8.self)
        capacity = zeroCount
    }

    deinit {
        unsafe free(base)
    }

    /// What malloc takes for the bytes.
    var allocatedSize: Int { AllocationSize.size(of: capacity) }

    mutating func reallocate(capacity: Int) {
        guard let memory = unsafe realloc(base, max(capacity, 1)) else {
            fatalError("out of memory")
        }
        unsafe base = memory.assumingMemoryBound(to: UInt8.self)
        self.capacity = capacity
    }

    @_lifetime(borrow owner)
    borrowing func span(of owner: borrowing Blob, count: Int) -> Span<UInt8> {
        let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
        return unsafe _overrideLifetime(span, borrowing: owner)
    }

    func copy(_ bytes: Span<UInt8>, to offset: Int) {
        precondition(offset >= 0 && bytes.count <= capacity - offset)
        unsafe bytes.withBase { source, count in
            _ = unsafe memmove(base + offset, source, count)
        }
    }

    func zero(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        unsafe memset(base + range.lowerBound, 0, range.count)
    }

    func withMutableBytes<Result>(
        _ range: Range<Int>, _ body: (inout MutableSpan<UInt8>) -> Result
    ) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        let buffer = unsafe UnsafeMutableBufferPointer(
            start: base + range.lowerBound, count: range.count)
        var span = unsafe MutableSpan(_unsafeElements: buffer)
        return body(&span)
    }
}
