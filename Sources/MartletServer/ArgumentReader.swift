import MartletEngine
import MartletLoop

/// Makes a stream read a large argument straight into its own memory.
final class ArgumentReader: ReadDestination {
    private let argument: UnfinishedArgument

    init(_ argument: UnfinishedArgument) {
        self.argument = argument
    }

    /// Whether the argument is there as a whole.
    var isDone: Bool { argument.missing == 0 }

    func withSpareRoom(_ body: (inout MutableSpan<UInt8>) -> Void) {
        argument.makeRoom()
        argument.blob.withSpareRoom(body)
    }

    func didFill(_ count: Int) {
        argument.blob.didFill(count)
    }
}

/// A large value is sent from where it lies.
extension Blob: WriteSource {
    package func withBytes(_ body: (Span<UInt8>) -> Void) {
        body(span)
    }
}
