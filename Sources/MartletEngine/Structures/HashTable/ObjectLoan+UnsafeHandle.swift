/// The small object that a table handed out last. When it hands out another, and nobody uses the
/// first any more, its elements are folded into its entry again.
///
/// So every small object but one lies folded, and a command still finds an object to work on, as a
/// rule the one that the command before had.
@safe struct ObjectLoan {
    /// Where the object is, 0 if there is none. It may be gone: then its entry isn't found.
    fileprivate var address: UInt = 0
    /// The hash of its key.
    fileprivate var hash: UInt64 = 0
    /// The class of the object at `address`.
    fileprivate var type: (any StoredObject.Type)?
    /// An object without elements, for whoever wants one.
    fileprivate var spare: AnyObject?

    /// Returns an object with the elements of `word`.
    @inline(__always)
    fileprivate mutating func unfold<Object: StoredObject>(
        _ word: UInt, as type: Object.Type
    ) -> Object {
        guard let spare, Swift.type(of: spare) == Object.self else {
            return Object.unfolded(FoldedElements(owning: word))
        }
        self.spare = nil
        let object = unsafe unsafeDowncast(spare, to: Object.self)
        object.unfold(FoldedElements(owning: word))
        return object
    }
}

/// What a table answers that was asked for an object.
enum LentObject<Object: StoredObject> {
    /// There is no such key.
    case missing
    /// Something else is at the key.
    case otherKind
    case object(Object)
}

extension HashTable {
    /// Returns the object at `key`, to be read and changed.
    @inline(__always)
    borrowing func lend<Object: StoredObject>(
        _ key: Span<UInt8>, as type: Object.Type, usage: UInt32?, _ loan: inout ObjectLoan
    ) -> LentObject<Object> {
        let hash = seed.hash(key)
        guard let slot = unsafe slot(of: key, hash: hash) else { return .missing }
        let entry = unsafe Entry(slot.pointee, in: self)
        if let usage { entry.markUsed(usage) }
        guard entry.kind == Object.kind else { return .otherKind }
        let block = unsafe slot.pointee
        guard Object.isFoldable else {
            return .object(
                unsafe unsafeDowncast(block.object.takeUnretainedValue(), to: Object.self))
        }
        if unsafe FoldedElements.isFolded(block.word) {
            let object = unsafe loan.unfold(block.word, as: Object.self)
            unsafe block.header.pointee.payload = EntryBlock.payload(retaining: object)
            note(object, hash: hash, &loan)
            return .object(object)
        }
        let object = unsafe unsafeDowncast(block.object.takeUnretainedValue(), to: Object.self)
        if unsafe block.word != loan.address, object.isSmall { note(object, hash: hash, &loan) }
        return .object(object)
    }

    /// Notes that `object`, which may be about to get its first elements, was stored at `key`.
    borrowing func noteStored<Object: StoredObject>(
        _ object: Object, at key: Span<UInt8>, _ loan: inout ObjectLoan
    ) {
        if Object.isFoldable { note(object, hash: seed.hash(key), &loan) }
    }

    private borrowing func note<Object: StoredObject>(
        _ object: Object, hash: UInt64, _ loan: inout ObjectLoan
    ) {
        if let type = loan.type { foldLast(type, &loan) }
        unsafe loan.address = UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque())
        loan.hash = hash
        loan.type = Object.self
    }

    /// Folds the object that was handed out last, if nobody but its entry has it.
    private borrowing func foldLast<Object: StoredObject>(
        _ type: Object.Type, _ loan: inout ObjectLoan
    ) {
        guard
            let slot = unsafe slot(
                ofHash: loan.hash,
                where: { block in
                    unsafe block.word == loan.address && block.kind == Object.kind
                })
        else { return }
        let block = unsafe slot.pointee
        var object = unsafe unsafeDowncast(block.object.takeRetainedValue(), to: Object.self)
        if isKnownUniquelyReferenced(&object), let elements = object.fold() {
            unsafe block.header.pointee.payload = UInt64(elements.release())
            loan.spare = object
        } else {
            unsafe block.header.pointee.payload = EntryBlock.payload(retaining: object)
        }
    }
}
