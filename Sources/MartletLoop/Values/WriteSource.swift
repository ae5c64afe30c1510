/// Bytes that are sent from where they lie. The stream keeps the source until they are sent; until
/// then they neither move nor change.
package protocol WriteSource: AnyObject {
    func withBytes(_ body: (Span<UInt8>) -> Void)
}

/// A source, and how many bytes of the ordinary ones go out before it.
package typealias WriteInsertion = (offset: Int, source: any WriteSource)
