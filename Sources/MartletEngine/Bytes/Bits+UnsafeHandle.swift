/// Whole words of bits at a time, read wherever they lie. Bit 0 is the highest bit of byte 0.
extension Bits {
    /// Returns how many bits of `bytes` are set.
    package static func count(_ bytes: Span<UInt8>) -> Int {
        unsafe bytes.withBase { base, count in
            var total = 0
            var i = 0
            while i &+ 32 <= count {
                let word0 = unsafe ByteWords.load64(base + i).nonzeroBitCount
                let word1 = unsafe ByteWords.load64(base + (i &+ 8)).nonzeroBitCount
                let word2 = unsafe ByteWords.load64(base + (i &+ 16)).nonzeroBitCount
                let word3 = unsafe ByteWords.load64(base + (i &+ 24)).nonzeroBitCount
                total &+= word0 &+ word1 &+ word2 &+ word3
                i &+= 32
            }
            while i < count {
                total &+= unsafe base[i].nonzeroBitCount
                i &+= 1
            }
            return total
        }
    }

    /// Returns the first position from `start` on at which a byte isn't `filler`, or the end.
    static func firstByte(otherThan filler: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
        precondition(start >= 0 && start <= bytes.count)
        let word = UInt64(filler) &* 0x0101_0101_0101_0101
        return unsafe bytes.withBase { base, count in
            var i = start
            while i &+ 32 <= count {
                let first = unsafe ByteWords.load64(base + i) ^ word
                let second = unsafe ByteWords.load64(base + (i &+ 8)) ^ word
                let third = unsafe ByteWords.load64(base + (i &+ 16)) ^ word
                let fourth = unsafe ByteWords.load64(base + (i &+ 24)) ^ word
                guard first | second | third | fourth == 0 else { break }
                i &+= 32
            }
            while i &+ 8 <= count, unsafe ByteWords.load64(base + i) == word { i &+= 8 }
            while i < count, unsafe base[i] == filler { i &+= 1 }
            return i
        }
    }

    /// Combines `source` into `target`, which is at least as long, byte by byte from the first.
    ///
    /// Where the source has ended, it counts as zeros.
    package static func combine(
        _ operation: BitOperation, _ source: Span<UInt8>, into target: inout MutableSpan<UInt8>
    ) {
        precondition(source.count <= target.count)
        unsafe target.withUnsafeMutableBufferPointer { buffer in
            guard let target = buffer.baseAddress else { return }
            unsafe source.withBase { source, count in
                switch operation {
                case .and:
                    unsafe combine(source, into: target, count: count) { $0 & $1 }
                    for i in count..<buffer.count { unsafe target[i] = 0 }
                case .or: unsafe combine(source, into: target, count: count) { $0 | $1 }
                case .xor: unsafe combine(source, into: target, count: count) { $0 ^ $1 }
                }
            }
        }
    }

    /// Turns over every bit of `target`.
    package static func invert(_ target: inout MutableSpan<UInt8>) {
        unsafe target.withUnsafeMutableBufferPointer { buffer in
            for i in buffer.indices { unsafe buffer[i] = ~buffer[i] }
        }
    }

    @inline(__always)
    private static func combine(
        _ source: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int,
        _ operation: (UInt64, UInt64) -> UInt64
    ) {
        var i = 0
        while i &+ 8 <= count {
            let (a, b) = unsafe (ByteWords.load64(target + i), ByteWords.load64(source + i))
            unsafe ByteWords.store(operation(a, b), at: target + i)
            i &+= 8
        }
        while i < count {
            let (a, b) = unsafe (UInt64(target[i]), UInt64(source[i]))
            unsafe target[i] = UInt8(truncatingIfNeeded: operation(a, b))
            i &+= 1
        }
    }
}
