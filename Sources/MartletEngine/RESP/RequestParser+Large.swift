/// Arguments that are read straight into memory of their own.
extension RequestParser {
    /// What `bulkLength` is meanwhile: no bytes at hand are ever the whole argument.
    private static let unfinishedLength = Int.max >> 2

    /// The argument that the next bytes belong to, if it has memory of its own.
    ///
    /// Whoever keeps the bytes of the unfinished command drops those from `position` on, which are
    /// in that memory already.
    package var argumentToFill: UnfinishedArgument? { unfinished }

    /// Whether there is such an argument.
    @inline(__always) package var isFillingArgument: Bool { unfinished != nil }

    /// Moves what there is of a large argument into its own memory; returns whether that was all.
    @inline(never) mutating func fillArgument(_ bytes: Span<UInt8>) -> Bool {
        let argument = unfinished ?? UnfinishedArgument(count: bulkLength)
        let part = argument.fill(from: bytes, at: position)
        guard argument.missing == 0 else {
            unfinished = argument
            bulkLength = Self.unfinishedLength
            return false
        }
        position += part
        argument.blob.resize(to: argument.blob.count - 2)
        if count == slots.count { growSlots() }
        slots[count] = ArgumentSlot(start: 0, count: 0)
        largeArguments.append(LargeArgument(index: count, blob: argument.blob))
        count += 1
        missing -= 1
        bulkLength = -1
        unfinished = nil
        return true
    }

    /// Makes the slots of large arguments tell where those lie, as seen from `bytes`.
    @inline(never) mutating func locateLargeArguments(from bytes: Span<UInt8>) {
        for argument in largeArguments {
            slots[argument.index] = bytes.slot(of: argument.blob.span)
        }
    }
}
