/// Values by stream ids, in the order of the ids: in chunks, in which a value is found by halves.
///
/// What is added behind all others fills the last chunk, so that a stream's chunks are full; what goes
/// in front makes its chunk shorter. So neither takes longer the more there is.
package struct StreamIndex<Value> {
    private struct Chunk {
        var ids: [StreamID]
        var values: [Value]
    }

    /// Where a value is, until the next one is put in or taken out.
    struct Place: Equatable {
        fileprivate(set) var chunk: Int
        fileprivate(set) var index: Int
    }

    /// The most values of a chunk.
    static var capacity: Int { 128 }

    private var chunks: [Chunk] = []
    /// The number of values.
    private(set) var count = 0

    init() {}

    @inline(__always) var isEmpty: Bool { count == 0 }
}

// MARK: - Finding

extension StreamIndex {
    var first: Place? { isEmpty ? nil : Place(chunk: 0, index: 0) }

    var last: Place? {
        guard let chunk = chunks.last else { return nil }
        return Place(chunk: chunks.count - 1, index: chunk.ids.count - 1)
    }

    /// Returns where the value at `id` is. Takes O(log n).
    func place(of id: StreamID) -> Place? {
        guard let place = place(notAfter: id), self.id(at: place) == id else { return nil }
        return place
    }

    /// Returns where the last value is whose id is not greater than `id`. Takes O(log n).
    func place(notAfter id: StreamID) -> Place? {
        guard let chunk = chunk(for: id) else { return nil }
        return Place(chunk: chunk, index: Self.upperBound(of: id, in: chunks[chunk].ids) - 1)
    }

    /// Returns where the first value is whose id is not less than `id`. Takes O(log n).
    func place(notBefore id: StreamID) -> Place? {
        guard let place = place(notAfter: id) else { return first }
        return self.id(at: place) == id ? place : self.place(after: place)
    }

    func place(after place: Place) -> Place? {
        if place.index + 1 < chunks[place.chunk].ids.count {
            return Place(chunk: place.chunk, index: place.index + 1)
        }
        return place.chunk + 1 < chunks.count ? Place(chunk: place.chunk + 1, index: 0) : nil
    }

    func place(before place: Place) -> Place? {
        if place.index > 0 { return Place(chunk: place.chunk, index: place.index - 1) }
        guard place.chunk > 0 else { return nil }
        return Place(chunk: place.chunk - 1, index: chunks[place.chunk - 1].ids.count - 1)
    }

    @inline(__always) func id(at place: Place) -> StreamID { chunks[place.chunk].ids[place.index] }

    subscript(place: Place) -> Value {
        @inline(__always) get { chunks[place.chunk].values[place.index] }
        @inline(__always) _modify { yield &chunks[place.chunk].values[place.index] }
    }

    /// Calls `body` with each id and value in order.
    func forEach(_ body: (StreamID, Value) -> Void) {
        for chunk in chunks {
            for i in chunk.ids.indices { body(chunk.ids[i], chunk.values[i]) }
        }
    }

    /// Returns the last chunk that begins with an id not greater than `id`.
    private func chunk(for id: StreamID) -> Int? {
        var (low, high) = (0, chunks.count)
        // What is looked for is mostly new.
        if high > 0, chunks[high - 1].ids[0] <= id { return high - 1 }
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].ids[0] <= id { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// Returns how many of the ids are not greater than `id`.
    private static func upperBound(of id: StreamID, in ids: [StreamID]) -> Int {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] <= id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

// MARK: - Changing

extension StreamIndex {
    /// Puts a value at `id`, unless there is one; returns whether there was none. Takes O(log n).
    @discardableResult
    mutating func insert(_ value: Value, at id: StreamID) -> Bool {
        guard let chunk = chunk(for: id) else {
            if chunks.isEmpty {
                chunks.append(Chunk(ids: [id], values: [value]))
                count = 1
            } else {
                insert(value, at: id, Place(chunk: 0, index: 0))
            }
            return true
        }
        let index = Self.upperBound(of: id, in: chunks[chunk].ids)
        guard chunks[chunk].ids[index - 1] != id else { return false }
        insert(value, at: id, Place(chunk: chunk, index: index))
        return true
    }

    private mutating func insert(_ value: Value, at id: StreamID, _ place: Place) {
        var place = place
        count += 1
        if chunks[place.chunk].ids.count == Self.capacity {
            guard place.index < Self.capacity || place.chunk + 1 < chunks.count else {
                return chunks.append(Chunk(ids: [id], values: [value]))
            }
            let half = Self.capacity / 2
            split(place.chunk, at: half)
            if place.index > half {
                place.chunk += 1
                place.index -= half
            }
        }
        chunks[place.chunk].ids.insert(id, at: place.index)
        chunks[place.chunk].values.insert(value, at: place.index)
    }

    private mutating func split(_ chunk: Int, at index: Int) {
        let tail = Chunk(
            ids: Array(chunks[chunk].ids[index...]), values: Array(chunks[chunk].values[index...]))
        chunks[chunk].ids.removeSubrange(index...)
        chunks[chunk].values.removeSubrange(index...)
        chunks.insert(tail, at: chunk + 1)
    }

    /// Removes the value at `id`; returns it if there was one. Takes O(log n).
    @discardableResult
    mutating func remove(_ id: StreamID) -> Value? {
        guard let place = place(of: id) else { return nil }
        return remove(at: place)
    }

    /// Removes the value at `place`, and returns it.
    @discardableResult
    mutating func remove(at place: Place) -> Value {
        count -= 1
        chunks[place.chunk].ids.remove(at: place.index)
        let value = chunks[place.chunk].values.remove(at: place.index)
        refill(place.chunk)
        return value
    }

    /// Joins a chunk that has become small with a neighbour that has room for it.
    private mutating func refill(_ chunk: Int) {
        let size = chunks[chunk].ids.count
        guard size > 0 else {
            chunks.remove(at: chunk)
            return
        }
        guard size <= Self.capacity / 4 else { return }
        let most = Self.capacity * 3 / 4
        if chunk + 1 < chunks.count, size + chunks[chunk + 1].ids.count <= most {
            join(chunk)
        } else if chunk > 0, size + chunks[chunk - 1].ids.count <= most {
            join(chunk - 1)
        }
    }

    private mutating func join(_ chunk: Int) {
        let next = chunks.remove(at: chunk + 1)
        chunks[chunk].ids += next.ids
        chunks[chunk].values += next.values
    }

    /// Frees values from the end on, about `limit` of them; returns whether none is left.
    mutating func freeSome(_ limit: Int) -> Bool {
        var left = limit
        while left > 0, let chunk = chunks.popLast() {
            left -= chunk.ids.count
            count -= chunk.ids.count
        }
        return isEmpty
    }
}

// MARK: - Measuring and checking

extension StreamIndex {
    /// How many bytes the chunks take, without what the values refer to.
    var memoryUsage: Int {
        var sum = chunks.capacity * MemoryLayout<Chunk>.stride
        for chunk in chunks {
            sum += 64 + chunk.ids.capacity * MemoryLayout<StreamID>.stride
            sum += chunk.values.capacity * MemoryLayout<Value>.stride
        }
        return sum
    }

    /// Stops the program if the index contradicts itself. Takes O(n).
    func checkInvariants() {
        var sum = 0
        var last: StreamID?
        for chunk in chunks {
            precondition(!chunk.ids.isEmpty && chunk.ids.count <= Self.capacity)
            precondition(chunk.ids.count == chunk.values.count)
            for id in chunk.ids {
                if let last { precondition(last < id) }
                last = id
            }
            sum += chunk.ids.count
        }
        precondition(sum == count)
    }
}
