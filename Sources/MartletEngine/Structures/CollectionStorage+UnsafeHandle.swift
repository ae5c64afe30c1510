/// What a set, a hash or a sorted set is kept in, in one word: integers, a packed list, or a table.
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
        /// In a table that is ordered by scores.
        case scores
    }

    /// The address of what is owned, with the form in the lowest bits, as in `FoldedElements`.
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

    /// Keeps the elements of `table`.
    init(_ table: consuming ScoreTable) {
        unsafe bits = UInt(bitPattern: table.release()) | Form.scores.rawValue
    }

    deinit {
        switch form {
        case .integers: unsafe _ = IntegerSet(owning: address)
        case .packed, .packedTable: unsafe _ = PackedList(owning: address)
        case .table:
            guard let place = unsafe tablePlace else { return }
            unsafe place.deinitialize(count: 1)
            unsafe place.deallocate()
        case .scores: unsafe _ = ScoreTable(owning: address)
        }
    }

    @inline(__always) var form: Form {
        switch bits & FoldedElements.formMask {
        case 0: .integers
        case 1: .packed
        case 2: .packedTable
        case 3: .table
        default: .scores
        }
    }

    @inline(__always) private var address: UnsafeMutableRawPointer? {
        unsafe UnsafeMutableRawPointer(bitPattern: bits & ~FoldedElements.formMask)
    }

    @inline(__always) private var tablePlace: UnsafeMutablePointer<HashTable>? {
        unsafe UnsafeMutablePointer(bitPattern: bits & ~FoldedElements.formMask)
    }

    /// Turns a packed list that Redis has too into one where it has a table.
    mutating func becomePackedTable() {
        precondition(form == .packed)
        bits = bits & ~FoldedElements.formMask | Form.packedTable.rawValue
    }
}

// MARK: - Folding

extension CollectionStorage {
    /// Keeps elements that were folded.
    @inline(__always) init(_ folded: consuming FoldedElements) {
        bits = folded.release() & ~FoldedElements.flag
    }

    /// Whether the elements are in one allocation.
    @inline(__always) var isFoldable: Bool {
        bits & FoldedElements.formMask < Form.table.rawValue && bits > FoldedElements.formMask
    }

    /// Gives the elements away; what is left has none. Returns nil, and changes nothing, if they are
    /// in more than one allocation.
    @inline(__always) mutating func fold() -> FoldedElements? {
        guard isFoldable else { return nil }
        let folded = FoldedElements(owning: bits | FoldedElements.flag)
        bits = FoldedElements.integers
        return folded
    }

    /// Takes folded elements, in place of none.
    @inline(__always) mutating func unfold(_ folded: consuming FoldedElements) {
        precondition(bits == FoldedElements.integers)
        bits = folded.release() & ~FoldedElements.flag
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

extension CollectionStorage {
    @inline(__always)
    func readScores<Result: ~Copyable>(_ body: (borrowing ScoreTable) -> Result) -> Result {
        precondition(form == .scores)
        let table = unsafe ScoreTable(owning: address)
        let result = body(table)
        unsafe _ = table.release()
        return result
    }

    @inline(__always)
    mutating func changeScores<Result>(_ body: (inout ScoreTable) -> Result) -> Result {
        precondition(form == .scores)
        var table = unsafe ScoreTable(owning: address)
        let result = body(&table)
        unsafe bits = UInt(bitPattern: table.release()) | Form.scores.rawValue
        return result
    }
}

extension ScoreTable {
    /// Takes what is behind a table over that another has released.
    @inline(__always) fileprivate init(owning base: UnsafeMutableRawPointer?) {
        guard let base = unsafe base else { preconditionFailure("there is no table") }
        unsafe self.init(base.assumingMemoryBound(to: ScoreStorage.self))
    }
}
