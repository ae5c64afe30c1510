/// A key and its value outside a table: taken out of one, or about to be put into one.
@safe package struct OwnedEntry: ~Copyable {
    var block: EntryBlock

    init(_ block: EntryBlock) {
        unsafe self.block = block
    }

    deinit {
        unsafe block.destroy()
    }

    /// Makes an entry with a copy of `bytes`; as a blob if they are many.
    package init(key: Span<UInt8>, bytes: Span<UInt8>, attributes: EntryAttributes) {
        if bytes.count > EntryBlock.longestValue {
            self.init(key: key, blob: Blob(copying: bytes), attributes: attributes)
        } else {
            unsafe self.init(
                EntryBlock(
                    key: key, bytes: bytes, traits: EntryTraits(.bytes, attributes: attributes)))
            if let deadline = attributes.deadline { unsafe block.deadline = deadline }
        }
    }

    /// Makes an entry with an integer.
    package init(key: Span<UInt8>, integer: Int, attributes: EntryAttributes) {
        self.init(
            key: key, kind: .integer, payload: UInt64(truncatingIfNeeded: integer),
            attributes: attributes)
    }

    /// Makes an entry that holds `blob`.
    package init(key: Span<UInt8>, blob: Blob, attributes: EntryAttributes) {
        unsafe self.init(
            key: key, kind: .blob, payload: EntryBlock.payload(retaining: blob),
            attributes: attributes)
    }

    /// Makes an entry that holds `object`.
    package init<Object: StoredObject>(
        key: Span<UInt8>, object: Object, attributes: EntryAttributes
    ) {
        unsafe self.init(
            key: key, kind: Object.kind, payload: EntryBlock.payload(retaining: object),
            attributes: attributes)
    }

    private init(
        key: Span<UInt8>, kind: ValueKind, payload: UInt64, attributes: EntryAttributes
    ) {
        unsafe block = EntryBlock(
            key: key, traits: EntryTraits(kind, attributes: attributes), payload: payload)
        if let deadline = attributes.deadline { unsafe block.deadline = deadline }
    }

    /// What the entry holds.
    package var view: Entry {
        @_lifetime(borrow self)
        get { unsafe Entry(block, in: self) }
    }

    /// When the entry expires, in milliseconds since 1970.
    package var deadline: Int? {
        unsafe block.traits.hasDeadline ? block.deadline : nil
    }

    /// Gives the value to another key.
    package mutating func rename(to key: Span<UInt8>) {
        unsafe block = block.rekeyed(key)
    }

    /// Sets, changes or removes the deadline.
    package mutating func setDeadline(_ deadline: Int?) {
        unsafe block = block.withDeadline(deadline)
    }

    /// Sets whether Redis would keep the value in an object of this entry's own.
    package mutating func setRaw(_ isRaw: Bool) {
        unsafe block.traits.isRaw = isRaw
    }

    /// Notes when or how often the value was used.
    package mutating func setUsage(_ usage: UInt32) {
        unsafe block.traits.usage = usage
    }

    /// Gives the block away, to be freed by whoever takes it.
    consuming func release() -> EntryBlock {
        let block = unsafe block
        discard self
        return unsafe block
    }
}

extension EntryTraits {
    init(_ kind: ValueKind, attributes: EntryAttributes) {
        self.init(
            kind, isRaw: attributes.isRaw, hasDeadline: attributes.deadline != nil,
            usage: attributes.usage)
    }
}

extension Entry {
    /// Returns an entry of its own with the same key and value.
    package func copy() -> OwnedEntry {
        unsafe OwnedEntry(block.copy())
    }
}
