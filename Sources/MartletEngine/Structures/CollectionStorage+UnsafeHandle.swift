/// What a set or a hash is kept in, in one word: integers, a packed list, or a table.
///
/// Most collections are small and there are many of them, so that each word counts.
@safe struct CollectionStorage: ~Copyable {
    /// How the elements are kept, and what Redis would call that.
    enum Form: UInt {
        case integers
        /// In a packed list, as Redis does.
        case packed
        /// In a packed list, since they are few, where Redis has a table.
        case packedTable
        case table
    }

    /// The address of what is owned, with the form in the lowest two bits.
    private var bits: UInt

    /// Keeps `integers`.
    init(_ integers: consuming IntegerSet) {
        unsafe bits = UInt(bitPattern: integers.release()) | Form.integers.rawValue
    }

    /// Keeps the elements of `list`, in one of the two packed forms.
    init(_ list: consuming PackedList, as form: Form) {
        precondition(form == .packed || form == .packedTable)
        unsafe bits = UInt(bitPattern: list.release()) | form.rawValue
    }

    /// Keeps the elements of `table`.
    init(_ table: consuming HashTable) {
        let place = UnsafeMutablePointer<HashTable>.allocate(capacity: 1)
        unsafe place.initialize(to: table)
        bits = UInt(bitPattern: place) | Form.table.rawValue
    }

    deinit {
        switch form {
        case .integers: unsafe _ = IntegerSet(owning: address)
        case .packed, .packedTable: unsafe _ = PackedList(owning: address)
        case .table:
            guard let place = unsafe tablePlace else { return }
            unsafe place.deinitialize(count: 1)
            unsafe place.deallocate()
        }
    }

    @inline(__always) var form: Form {
        switch bits & 3 {
        case 0: .integers
        case 1: .packed
        case 2: .packedTable
        default: .table
        }
    }

    @inline(__always) private var address: UnsafeMutableRawPointer? {
        unsafe UnsafeMutableRawPointer(bitPattern: bits & ~3)
    }

    @inline(__always) private var tablePlace: UnsafeMutablePointer<HashTable>? {
        unsafe UnsafeMutablePointer(bitPattern: bits & ~3)
    }

    /// Turns a packed list that Redis has too into one where it has a table.
    mutating func becomePackedTable() {
        precondition(form == .packed)
        bits = bits & ~3 | Form.packedTable.rawValue
    }
}

// MARK: - Reading and changing

// What is owned is handed out for the time of a call: the closures don't throw, so that it always
// comes back.
extension CollectionStorage {
    @inline(__always)
    func readIntegers<Result: ~Copyable>(_ body: (borrowing IntegerSet) -> Result) -> Result {
        precondition(form == .integers)
        let integers = unsafe IntegerSet(owning: address)
        let result = body(integers)
        unsafe _ = integers.release()
        return result
    }

    @inline(__always)
    mutating func changeIntegers<Result>(_ body: (inout IntegerSet) -> Result) -> Result {
        precondition(form == .integers)
        var integers = unsafe IntegerSet(owning: address)
        let result = body(&integers)
        unsafe bits = UInt(bitPattern: integers.release()) | Form.integers.rawValue
        return result
    }

    @inline(__always)
    func readPacked<Result: ~Copyable>(_ body: (borrowing PackedList) -> Result) -> Result {
        precondition(form == .packed || form == .packedTable)
        let list = unsafe PackedList(owning: address)
        let result = body(list)
        unsafe _ = list.release()
        return result
    }

    @inline(__always)
    mutating func changePacked<Result>(_ body: (inout PackedList) -> Result) -> Result {
        let form = form
        precondition(form == .packed || form == .packedTable)
        var list = unsafe PackedList(owning: address)
        let result = body(&list)
        unsafe bits = UInt(bitPattern: list.release()) | form.rawValue
        return result
    }

    @inline(__always)
    func readTable<Result: ~Copyable>(_ body: (borrowing HashTable) -> Result) -> Result {
        guard form == .table, let place = unsafe tablePlace else {
            preconditionFailure("the elements are in no table")
        }
        return unsafe body(place.pointee)
    }

    @inline(__always)
    mutating func changeTable<Result>(_ body: (inout HashTable) -> Result) -> Result {
        guard form == .table, let place = unsafe tablePlace else {
            preconditionFailure("the elements are in no table")
        }
        return unsafe body(&place.pointee)
    }
}

extension IntegerSet {
    /// Takes an allocation over that another set has released.
    @inline(__always) fileprivate init(owning base: UnsafeMutableRawPointer?) {
        unsafe self.init(IntegerSetStorage(owning: base))
    }

    /// Gives the allocation away, to be freed by whoever takes it.
    @inline(__always) fileprivate consuming func release() -> UnsafeMutableRawPointer? {
        let base = unsafe storage.base
        discard self
        return unsafe base
    }
}

extension PackedList {
    /// Takes an allocation over that another list has released.
    @inline(__always) fileprivate init(owning base: UnsafeMutableRawPointer?) {
        guard let base = unsafe base else { preconditionFailure("there is no list") }
        unsafe self.init(fitting: base.assumingMemoryBound(to: UInt8.self))
    }
}
