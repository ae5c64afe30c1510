/// The commands that a client has queued since MULTI.
///
/// Their arguments lie one behind the other, copied once; large ones stay in the memory that they
/// were read into.
package struct Transaction: ~Copyable {
    /// What is kept of the room for the next transaction.
    private static let idleCapacity = 4 * 1024

    private struct Part {
        let row: Int
        /// Where the next one's arguments begin.
        let end: Int
    }

    /// How large a queue is.
    package struct Size {
        package fileprivate(set) var commandCount = 0
        /// The bytes of all arguments, and a word for each.
        package fileprivate(set) var argumentBytes = 0
        /// How many bytes the queue takes.
        package fileprivate(set) var memory = 0
    }

    private var list = ArgumentList()
    private var argumentBytes = 0
    private var parts: [Part] = []
    /// Whether one of the commands may change data, and whether one may take more memory.
    private(set) var mayWrite = false
    private(set) var mayGrow = false

    package init() {}

    /// The number of commands.
    package var count: Int { parts.count }

    package var size: Size {
        let memory = list.memory + parts.capacity * MemoryLayout<Part>.stride
        return Size(commandCount: count, argumentBytes: argumentBytes, memory: memory)
    }

    /// Adds a command. Those of its arguments that are in `large` aren't copied.
    mutating func append(
        row: Int, _ arguments: Arguments, large: [LargeArgument], mayWrite: Bool, mayGrow: Bool
    ) {
        for index in 0..<arguments.count {
            argumentBytes += arguments[index].count + MemoryLayout<Int>.size
            if !large.isEmpty, let argument = large.first(where: { $0.index == index }) {
                list.append(adopting: argument.blob)
            } else {
                list.append(arguments[index])
            }
        }
        parts.append(Part(row: row, end: list.count))
        if mayWrite { self.mayWrite = true }
        if mayGrow { self.mayGrow = true }
    }

    /// Makes the commands ready to be read. Called after the last was added.
    mutating func finish() {
        list.locateLargeArguments()
    }

    /// Returns the row of a command.
    func row(at index: Int) -> Int { parts[index].row }

    /// Returns a command's arguments, as views of the queue.
    @_lifetime(borrow self)
    func arguments(at index: Int) -> Arguments {
        list.arguments(in: range(at: index))
    }

    /// Returns those of a command's arguments that lie in memory of their own.
    func largeArguments(at index: Int) -> [LargeArgument] {
        list.largeArguments(in: range(at: index))
    }

    private func range(at index: Int) -> Range<Int> {
        (index > 0 ? parts[index - 1].end : 0)..<parts[index].end
    }

    /// Forgets the commands.
    mutating func removeAll() {
        list.removeAll(keepingAtMost: Self.idleCapacity)
        parts.removeAll(keepingCapacity: parts.capacity <= 128)
        argumentBytes = 0
        mayWrite = false
        mayGrow = false
    }
}
