/// A command that is put together by its arguments, for a caller that received no bytes of the
/// protocol.
///
/// The list is used again and again: what it holds is copied into one buffer that stays.
package struct ArgumentList: ~Copyable {
    /// What an empty list keeps of its room.
    package static let idleCapacity = 64 * 1024

    private var bytes = ByteBuffer(capacity: 0)
    private var slots = FixedArray(repeating: ArgumentSlot(start: 0, count: 0), count: 8)
    /// The number of arguments, the command's name included.
    package private(set) var count = 0
    /// The arguments that lie in memory of their own, so that a command can keep them.
    private(set) var largeArguments: [LargeArgument] = []

    package init() {}

    /// Appends a copy of `argument`.
    package mutating func append(_ argument: Span<UInt8>) {
        if count == slots.count { growSlots() }
        guard argument.count < UnfinishedArgument.leastCount else {
            return append(adopting: Blob(copying: argument))
        }
        slots[count] = ArgumentSlot(start: bytes.count, count: argument.count)
        bytes.append(argument)
        count += 1
    }

    /// Appends an argument that lies in memory of its own, without a copy.
    @inline(never) mutating func append(adopting blob: Blob) {
        if count == slots.count { growSlots() }
        largeArguments.append(LargeArgument(index: count, blob: blob))
        count += 1
    }

    /// How many bytes the list takes.
    var memory: Int {
        largeArguments.reduce(bytes.capacity + slots.count * MemoryLayout<ArgumentSlot>.size) {
            sum, argument in sum + argument.blob.capacity
        }
    }

    /// Forgets the arguments. Room for more than `most` bytes is given back.
    package mutating func removeAll(keepingAtMost most: Int = idleCapacity) {
        count = 0
        bytes.removeAll(keepingAtMost: most)
        if !largeArguments.isEmpty { largeArguments = [] }
        if slots.count * MemoryLayout<ArgumentSlot>.size > most {
            slots = FixedArray(repeating: ArgumentSlot(start: 0, count: 0), count: 8)
        }
    }

    /// Makes the slots of large arguments tell where those lie. To be called after the last
    /// `append`, which may have moved the buffer.
    mutating func locateLargeArguments() {
        for argument in largeArguments {
            slots[argument.index] = bytes.span.slot(of: argument.blob.span)
        }
    }

    /// The command, as views of the list.
    package var arguments: Arguments {
        @_lifetime(borrow self)
        borrowing get {
            Arguments(bytes: bytes.span, slots: slots.span.extracting(first: count))
        }
    }

    /// Returns the arguments in `range` as a command of their own, as views of the list.
    @_lifetime(borrow self)
    borrowing func arguments(in range: Range<Int>) -> Arguments {
        Arguments(bytes: bytes.span, slots: slots.span.extracting(range))
    }

    /// Returns the large ones of the arguments in `range`, counted from its beginning.
    func largeArguments(in range: Range<Int>) -> [LargeArgument] {
        guard !largeArguments.isEmpty else { return [] }
        var place = placeOfLargeArgument(notBefore: range.lowerBound)
        var found: [LargeArgument] = []
        while place < largeArguments.count, largeArguments[place].index < range.upperBound {
            let argument = largeArguments[place]
            found.append(
                LargeArgument(index: argument.index - range.lowerBound, blob: argument.blob))
            place += 1
        }
        return found
    }

    private func placeOfLargeArgument(notBefore index: Int) -> Int {
        var (low, high) = (0, largeArguments.count)
        while low < high {
            let middle = (low + high) / 2
            if largeArguments[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Returns a copy in which some arguments are others, by their indices.
    func copy(replacing replacements: [Int: [UInt8]]) -> ArgumentList {
        arguments.copy(replacing: replacements)
    }

    @inline(never) private mutating func growSlots() {
        var grown = FixedArray(repeating: ArgumentSlot(start: 0, count: 0), count: 0)
        swap(&grown, &slots)
        slots = grown.grown(to: count * 2, filling: ArgumentSlot(start: 0, count: 0))
    }
}

extension Arguments {
    /// Returns a copy in which some arguments are others, by their indices.
    func copy(replacing replacements: [Int: [UInt8]]) -> ArgumentList {
        var copy = ArgumentList()
        for index in 0..<count {
            if let replacement = replacements[index] {
                copy.append(replacement.span)
            } else {
                copy.append(self[index])
            }
        }
        copy.locateLargeArguments()
        return copy
    }
}
