/// An argument that was read straight into memory of its own.
package struct LargeArgument {
    /// Its place in the command.
    package let index: Int
    package let blob: Blob
}

/// An argument that is being read into memory of its own.
package struct UnfinishedArgument {
    /// From this length on an argument gets memory of its own, unless it is there as a whole.
    static let leastCount = 32 * 1024

    package let blob: Blob
    /// The length of the argument.
    private let count: Int

    init(count: Int) {
        self.count = count
        blob = Blob(capacity: min(count + 2, Self.leastCount))
    }

    /// How many bytes are still to come, with the line end.
    package var missing: Int { count + 2 - blob.count }

    /// Takes what `bytes` has of the argument from `position` on; returns how many bytes that is.
    func fill(from bytes: Span<UInt8>, at position: Int) -> Int {
        let part = min(missing, bytes.count - position)
        blob.reserveExactly(blob.count + part)
        blob.append(bytes.extracting(position..<position + part))
        return part
    }

    /// Makes room for more of the argument, but no more than has come already: what was announced
    /// may never come. There is never room for what follows the argument.
    package func makeRoom() {
        let most = blob.count + missing
        blob.reserveExactly(min(most, max(blob.count * 2, Self.leastCount)))
    }
}
