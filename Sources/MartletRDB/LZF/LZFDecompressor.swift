import MartletEngine

/// Undoes what LibLZF did.
enum LZFDecompressor {
    /// Three bytes make 264 at most.
    private static let mostExpansion = 88

    /// Returns the `count` bytes that `input` was made of, or nil if it was not.
    static func decompress(_ input: Span<UInt8>, count: Int) -> Blob? {
        guard count > 0, count / mostExpansion <= input.count else { return nil }
        let output = Blob(zeroCount: count)
        let isWhole = output.withMutableBytes { bytes in decompress(input, into: &bytes) }
        return isWhole ? output : nil
    }

    /// Returns whether `input` makes just as many bytes as there is room for.
    private static func decompress(
        _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
    ) -> Bool {
        var source = 0
        var target = 0
        while source < input.count {
            let control = Int(input[source])
            source += 1
            if control < 32 {
                let count = control + 1
                guard count <= input.count - source, count <= output.count - target else {
                    return false
                }
                output.overwrite(
                    from: target, with: input.extracting(source..<source + count))
                source += count
                target += count
                continue
            }
            var count = control >> 5 + 2
            if count == 9 {
                guard source < input.count else { return false }
                count += Int(input[source])
                source += 1
            }
            guard source < input.count else { return false }
            let reference = target - (control & 0x1f) << 8 - Int(input[source]) - 1
            source += 1
            guard reference >= 0, count <= output.count - target else { return false }
            // The bytes may repeat themselves as they are written.
            for i in 0..<count { output[target + i] = output[reference + i] }
            target += count
        }
        return target == output.count
    }
}
