/// A long string in an allocation of its own, counted by reference: a reply that is still being
/// sent holds the blob, so that its bytes need no copy.
///
/// Only its one holder may change a blob. Whoever may share it asks `makeUnique` first, which leaves
/// the other holders what they have.
package final class Blob {
    var storage: BlobStorage
    /// The number of bytes.
    package internal(set) var count: Int

    /// The longest string that Redis allows.
    package static let maximumCount = 512 << 20

    /// Makes an empty blob with room for `capacity` bytes.
    package init(capacity: Int = 0) {
        storage = BlobStorage(capacity: capacity)
        count = 0
    }

    /// Makes a blob of `zeroCount` bytes that are zero.
    package init(zeroCount: Int) {
        storage = BlobStorage(zeroCount: zeroCount)
        count = zeroCount
    }

    /// Makes a blob with a copy of `bytes`, and room for `capacity` bytes if that is more.
    package init(copying bytes: Span<UInt8>, capacity: Int = 0) {
        storage = BlobStorage(capacity: max(bytes.count, capacity))
        count = bytes.count
        storage.copy(bytes, to: 0)
    }

    /// How many bytes there is room for.
    package var capacity: Int { storage.capacity }

    /// The bytes.
    package var span: Span<UInt8> {
        @_lifetime(borrow self)
        get { storage.span(of: self, count: count) }
    }

    /// Calls `body` with the bytes.
    package func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(span)
    }
}

// MARK: - Changing

extension Blob {
    /// Replaces a reference by one to a copy, if others hold the blob too.
    package static func makeUnique(_ blob: inout Blob) {
        if !isKnownUniquelyReferenced(&blob) { blob = Blob(copying: blob.span) }
    }

    /// Appends `bytes`.
    package func append(_ bytes: Span<UInt8>) {
        reserveRoom(for: bytes.count)
        storage.copy(bytes, to: count)
        count += bytes.count
    }

    /// Makes room for `extra` more bytes. The room doubles up to 1 MiB, then grows by 1 MiB more
    /// than is needed, as Redis's strings do.
    package func reserveRoom(for extra: Int) {
        let needed = count + extra
        guard needed > storage.capacity else { return }
        storage.reallocate(capacity: needed < 1 << 20 ? needed * 2 : needed + 1 << 20)
    }

    /// Makes room for `capacity` bytes in all, and no more.
    package func reserveExactly(_ capacity: Int) {
        if capacity > storage.capacity { storage.reallocate(capacity: capacity) }
    }

    /// Calls `body` with the room behind the bytes. Call `didFill` with what it wrote.
    package func withSpareRoom(_ body: (inout MutableSpan<UInt8>) -> Void) {
        storage.withMutableBytes(count..<storage.capacity, body)
    }

    /// Counts `added` bytes that were written into the spare room.
    package func didFill(_ added: Int) {
        precondition(added >= 0 && added <= storage.capacity - count)
        count += added
    }

    /// Removes the last `removed` bytes. The room stays.
    package func removeLast(_ removed: Int) {
        precondition(removed >= 0 && removed <= count)
        count -= removed
    }

    /// Makes the blob `newCount` long: cuts it, or appends zeros.
    package func resize(to newCount: Int) {
        precondition(newCount >= 0)
        if newCount > count {
            reserveRoom(for: newCount - count)
            storage.zero(count..<newCount)
        }
        count = newCount
    }

    /// Writes `bytes` over those from `offset` on, all of which are there.
    package func overwrite(from offset: Int, with bytes: Span<UInt8>) {
        precondition(offset >= 0 && offset <= count && bytes.count <= count - offset)
        storage.copy(bytes, to: offset)
    }

    /// Calls `body` with the bytes, to change them in place.
    package func withMutableBytes<Result>(
        _ body: (inout MutableSpan<UInt8>) -> Result
    ) -> Result {
        storage.withMutableBytes(0..<count, body)
    }

    /// Gives back the room that the bytes don't need.
    package func shrink() {
        if storage.capacity > count { storage.reallocate(capacity: count) }
    }

    /// Gives back up to `limit` bytes, for a blob that nobody wants any more; returns whether there
    /// is nothing left to give.
    package func freeSome(_ limit: Int) -> Bool {
        let kept = max(0, storage.capacity - limit)
        storage.reallocate(capacity: kept)
        count = min(count, kept)
        return kept == 0
    }
}

extension Blob {
    /// How many bytes the blob takes.
    package var memoryUsage: Int { storage.allocatedSize + 48 }
}

/// How much memory malloc takes, where only what was asked for is known.
enum AllocationSize {
    /// Returns the size of an allocation of `count` bytes: in steps of 16 and at least 32, with the
    /// word in which malloc keeps the size.
    static func size(of count: Int) -> Int {
        max(32, (count + 8 + 15) & ~15)
    }
}
