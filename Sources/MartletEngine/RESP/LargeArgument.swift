/// An argument that was read straight into memory of its own.
package struct LargeArgument {
    /// Its place in the command.
    package let index: Int
    package let blob: Blob
}

/// The argument that is being read into memory of its own, and how much of it is still to come.
struct UnfinishedArgument {
    /// From this length on an argument gets memory of its own, unless it is there as a whole.
    static let leastCount = 32 * 1024
    /// The most that is made room for at once: what was announced may never come.
    static let mostRoom = 1024 * 1024

    let blob: Blob
    /// The length of the argument.
    let count: Int

    init(count: Int) {
        self.count = count
        blob = Blob(capacity: min(count + 2, Self.leastCount))
    }

    /// How many bytes are still to come, with the line end.
    var missing: Int { count + 2 - blob.count }
}
