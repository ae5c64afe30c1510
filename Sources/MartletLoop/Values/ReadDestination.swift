/// Memory that a stream reads into instead of the loop's buffer, as for a value too large to copy.
package protocol ReadDestination: AnyObject {
    /// Lends the room behind what is filled, which stays where it is until `didFill`. If there is
    /// none, the stream reads into the loop's buffer.
    func withSpareRoom(_ body: (inout MutableSpan<UInt8>) -> Void)

    /// `count` bytes of the room that was lent have been filled.
    func didFill(_ count: Int)
}
