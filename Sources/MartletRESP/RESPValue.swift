/// A value as the protocol carries it.
public enum RESPValue: Sendable, Hashable {
    case null
}
