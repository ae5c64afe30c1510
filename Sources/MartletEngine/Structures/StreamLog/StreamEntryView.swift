/// An entry of a stream, as a view of the node that holds it.
package struct StreamEntryView: ~Escapable {
    package let id: StreamID
    /// The number of fields, each of which has a value.
    package let fieldCount: Int
    let isDeleted: Bool
    /// Whether the fields stand before the values, and not at the head of the node.
    let hasOwnFields: Bool
    /// Where the entry begins.
    let start: PackedPosition
    /// At the fields of the head, which nearly all entries have.
    private let sharedFields: PackedReader
    /// At the first value, or at the first field of the entry's own.
    private let values: PackedReader

    /// Takes the beginning of an entry; `reader` stays in front of its first value or field.
    @_lifetime(copy head, copy reader)
    @inline(__always)
    init(_ reader: inout PackedReader, _ head: StreamNodeHead) {
        start = reader.position
        let flags = StreamEntryFlags(rawValue: reader.integer())
        isDeleted = flags.contains(.deleted)
        hasOwnFields = !flags.contains(.sharesFields)
        let time = UInt64(bitPattern: Int64(reader.integer()))
        let sequence = UInt64(bitPattern: Int64(reader.integer()))
        id = StreamID(head.id.time &+ time, head.id.sequence &+ sequence)
        fieldCount = hasOwnFields ? reader.integer() : head.fieldCount
        sharedFields = head.fields
        values = reader
    }

    /// The number of elements that the fields and values take.
    @inline(__always) var valueElementCount: Int { hasOwnFields ? fieldCount &* 2 : fieldCount }

    /// How many elements the entry is made of, without the last one, which tells that.
    var elementCount: Int { valueElementCount + (hasOwnFields ? 4 : 3) }

    /// Calls `body` with each field and its value, in order.
    @inline(__always)
    package borrowing func forEachField(_ body: (PackedElement, PackedElement) -> Void) {
        var values = self.values
        var fields = sharedFields
        var left = fieldCount
        while left > 0 {
            if hasOwnFields {
                let field = values.next()
                body(field, values.next())
            } else {
                body(fields.next(), values.next())
            }
            left &-= 1
        }
    }
}

/// What Redis notes about an entry.
struct StreamEntryFlags: OptionSet {
    let rawValue: Int

    /// The entry was removed, but its node has others.
    static let deleted = StreamEntryFlags(rawValue: 1)
    /// The entry has the fields that the head of the node tells.
    static let sharesFields = StreamEntryFlags(rawValue: 2)
}

/// What stands at the head of a node: how many entries it has, and which fields they share.
struct StreamNodeHead: ~Escapable {
    /// The id that those of the entries are told from.
    let id: StreamID
    /// The number of entries that weren't removed.
    let count: Int
    let deletedCount: Int
    let fieldCount: Int
    /// At the first of the fields.
    let fields: PackedReader

    /// Takes the head of a node; `reader` stays in front of the first field.
    @_lifetime(copy reader)
    @inline(__always)
    init(_ reader: inout PackedReader, _ id: StreamID) {
        self.id = id
        count = reader.integer()
        deletedCount = reader.integer()
        fieldCount = reader.integer()
        fields = reader
    }
}

extension ReplyWriter {
    /// Writes an entry: its id, and an array of its fields and values.
    package mutating func entry(_ entry: borrowing StreamEntryView) {
        array(2)
        bulk(entry.id)
        array(entry.fieldCount * 2)
        entry.forEachField { field, value in
            bulk(field)
            bulk(value)
        }
    }
}
