/// A command that is put together by its arguments, for a caller that received no bytes of the
/// protocol.
///
/// The list is used again and again: what it holds is copied into one buffer that stays.
package struct ArgumentList: ~Copyable {
    /// What an empty list keeps of its room.
    private static let idleCapacity = 64 * 1024

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
        if argument.count >= UnfinishedArgument.leastCount {
            largeArguments.append(LargeArgument(index: count, blob: Blob(copying: argument)))
        } else {
            slots[count] = ArgumentSlot(start: bytes.count, count: argument.count)
            bytes.append(argument)
        }
        count += 1
    }

    /// Forgets the arguments.
    package mutating func removeAll() {
        count = 0
        bytes.removeAll(keepingAtMost: Self.idleCapacity)
        if !largeArguments.isEmpty { largeArguments = [] }
        if slots.count > 1024 {
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
    var arguments: Arguments {
        @_lifetime(borrow self)
        borrowing get {
            Arguments(bytes: bytes.span, slots: slots.span.extracting(first: count))
        }
    }

    @inline(never) private mutating func growSlots() {
        var grown = FixedArray(repeating: ArgumentSlot(start: 0, count: 0), count: 0)
        swap(&grown, &slots)
        slots = grown.grown(to: count * 2, filling: ArgumentSlot(start: 0, count: 0))
    }
}
