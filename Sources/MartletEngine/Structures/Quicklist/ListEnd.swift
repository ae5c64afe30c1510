/// One of the two ends of a list: LEFT and RIGHT in commands.
package enum ListEnd: Sendable {
    case head
    case tail

    var opposite: ListEnd { self == .head ? .tail : .head }
}
