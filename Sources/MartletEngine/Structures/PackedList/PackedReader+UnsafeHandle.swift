/// Reads the elements of a packed list from one on, each once: cheaper than by positions.
@safe struct PackedReader: ~Escapable {
    private let base: UnsafeMutablePointer<UInt8>
    private let end: Int
    /// Where the next element is.
    private var offset: Int

    @_lifetime(borrow list)
    init(_ list: borrowing PackedList) {
        unsafe base = list.base
        end = list.byteCount &- 1
        offset = PackedList.headerCount
    }

    /// Reads from the element at `position` on.
    @_lifetime(borrow list)
    @inline(__always) init(_ list: borrowing PackedList, from position: PackedPosition) {
        unsafe base = list.base
        end = list.byteCount &- 1
        offset = position.offset
        precondition(offset >= PackedList.headerCount)
    }

    @inline(__always) var isAtEnd: Bool { offset >= end }

    /// The position of the next element, which there is.
    var position: PackedPosition { PackedPosition(offset: offset) }

    /// Takes the next element, which there is.
    @_lifetime(copy self)
    @inline(__always) mutating func next() -> PackedElement {
        let entry = unsafe takeEntry()
        if unsafe entry.isInteger { return unsafe .integer(entry.integer) }
        let span = unsafe Span(_unsafeStart: UnsafePointer(entry.text), count: entry.textCount)
        return unsafe .bytes(_overrideLifetime(span, copying: self))
    }

    /// Takes the next element, which is an integer; nothing is 0.
    @_lifetime(self: copy self)
    @inline(__always) mutating func integer() -> Int {
        let entry = unsafe takeEntry()
        if unsafe entry.isInteger { return unsafe entry.integer }
        return 0
    }

    /// Passes over `count` elements, which there are.
    @_lifetime(self: copy self)
    @inline(__always) mutating func skip(_ count: Int) {
        var left = count
        while left > 0 {
            _ = unsafe takeEntry()
            left &-= 1
        }
    }

    /// Goes back over `count` elements, which there are.
    @_lifetime(self: copy self)
    mutating func goBack(_ count: Int) {
        var left = count
        while left > 0 {
            let room = offset - PackedList.headerCount
            guard let body = unsafe PackedEntry.readTail(before: base + offset, most: room) else {
                preconditionFailure("no element ends here")
            }
            let size = body + PackedEntry.tailCount(ofBody: body)
            precondition(size <= room)
            offset -= size
            left -= 1
        }
    }

    /// Goes behind the last element.
    @_lifetime(self: copy self)
    mutating func goToEnd() {
        offset = end
    }

    /// Whether no element comes before.
    var isAtStart: Bool { offset == PackedList.headerCount }

    @_lifetime(self: copy self)
    @inline(__always) private mutating func takeEntry() -> PackedEntry {
        precondition(offset < end)
        let entry = unsafe PackedEntry(at: base + offset)
        let count = unsafe entry.count
        precondition(count <= end &- offset)
        offset &+= count
        return unsafe entry
    }
}
