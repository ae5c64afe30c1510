/// The signals that an executable cares about, by the numbers that POSIX gives them.
package enum Signal: Int32, Sendable {
    case hangUp = 1
    case interrupt = 2
    case terminate = 15
}
