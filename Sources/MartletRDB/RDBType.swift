/// The first byte of a serialised value: its type and how it is laid out.
enum RDBType: UInt8 {
    case string = 0
    /// Strings one after the other, as before there were quicklists.
    case list = 1
    case set = 2
    /// Members and scores as text.
    case sortedSetOfText = 3
    case hash = 4
    /// Members and scores as doubles.
    case sortedSet = 5
    case hashZipmap = 9
    case listZiplist = 10
    case setIntegers = 11
    case sortedSetZiplist = 12
    case hashZiplist = 13
    case quicklistOfZiplists = 14
    case hashListpack = 16
    case sortedSetListpack = 17
    case quicklist = 18
    /// A stream as before its first id, its past and its groups' progress were written.
    case olderStream = 15
    case stream = 19
}
