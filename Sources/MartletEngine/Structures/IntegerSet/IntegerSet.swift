/// A set of integers in one allocation: sorted, and each as wide as the widest of them needs.
///
/// The bytes are those of Redis's intset. Like there, integers that were widened never become
/// narrow again.
@safe package struct IntegerSet: ~Copyable {
    var storage = IntegerSetStorage()

    package init() {}

    init(_ storage: IntegerSetStorage) {
        self.storage = storage
    }

    /// Reads an intset, or returns nil for bytes that are none.
    package init?(validating bytes: Span<UInt8>) {
        guard let storage = IntegerSetStorage(validating: bytes) else { return nil }
        self.init(storage)
    }

    deinit {
        storage.deallocate()
    }

    /// The number of integers.
    package var count: Int { storage.count }

    /// How many bytes each integer takes: 2, 4 or 8.
    package var width: Int { storage.width }

    /// Redis's intset; no bytes at all if there never was an integer.
    package var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { storage.bytes(of: self) }
    }

    /// How many bytes the allocation takes.
    package var memoryUsage: Int { storage.allocatedSize }

    /// The integer at `index`, from the smallest up.
    package subscript(index: Int) -> Int {
        precondition(index >= 0 && index < count)
        return storage.element(at: index)
    }

    /// Returns whether `integer` is there. Takes O(log n).
    package func contains(_ integer: Int) -> Bool {
        index(of: integer) != nil
    }

    /// Returns the place of `integer`, or nil if it isn't there. Takes O(log n).
    package func index(of integer: Int) -> Int? {
        let index = storage.lowerBound(of: integer)
        return index < count && storage.element(at: index) == integer ? index : nil
    }

    /// Adds `integer` unless it is there; returns whether it was added. Takes O(n), but O(1) if it is
    /// the largest.
    package mutating func insert(_ integer: Int) -> Bool {
        let width = IntegerSetStorage.width(of: integer)
        guard width <= self.width else {
            storage.widen(to: width, adding: integer)
            return true
        }
        var index = count
        if index > 0, storage.element(at: index - 1) >= integer {
            index = storage.lowerBound(of: integer)
            if storage.element(at: index) == integer { return false }
        }
        storage.insert(integer, at: index)
        return true
    }

    /// Removes `integer`; returns whether it was there. Takes O(n).
    package mutating func remove(_ integer: Int) -> Bool {
        guard let index = index(of: integer) else { return false }
        storage.remove(at: index)
        return true
    }

    /// Removes the integer at `index` and returns it. Takes O(n).
    package mutating func remove(at index: Int) -> Int {
        let integer = self[index]
        storage.remove(at: index)
        return integer
    }

    /// Returns a set of its own with the same integers.
    package func copy() -> IntegerSet {
        IntegerSet(storage.copy())
    }
}

extension IntegerSet {
    /// Stops the program if the set contradicts itself. Takes O(n).
    package func checkInvariants() {
        precondition(bytes.count == (width == 0 ? 0 : IntegerSetStorage.headerSize + count * width))
        precondition([0, 2, 4, 8].contains(width))
        for index in 0..<max(0, count - 1) { precondition(self[index] < self[index + 1]) }
    }
}
