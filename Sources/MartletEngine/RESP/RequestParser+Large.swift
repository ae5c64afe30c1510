/// Arguments that are read straight into memory of their own.
extension RequestParser {
    /// Whether what comes next belongs to an argument with memory of its own.
    package var isFillingArgument: Bool { unfinished != nil }

    /// The memory that the next bytes belong into, and how many of them do.
    package var argumentToFill: (blob: Blob, missing: Int)? {
        unfinished.map { ($0.blob, $0.missing) }
    }

    /// Moves what there is of a large argument into its own memory; returns whether that was all.
    @inline(never) mutating func fillArgument(_ bytes: Span<UInt8>) -> Bool {
        let argument = unfinished ?? UnfinishedArgument(count: bulkLength)
        let part = min(argument.missing, bytes.count - position)
        argument.blob.append(bytes.extracting(position..<position + part))
        position += part
        unfinished = argument
        return finishArgument()
    }

    /// Takes the argument that is being filled if it is there as a whole.
    private mutating func finishArgument() -> Bool {
        guard let argument = unfinished, argument.missing == 0 else { return false }
        argument.blob.removeLast(2)
        if count == slots.count { slots.append(ArgumentSlot(start: 0, count: 0)) }
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
