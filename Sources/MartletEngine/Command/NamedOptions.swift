/// A set of options that each have a name which clients see, in a fixed order.
///
/// The name of bit `i` is at `i` in `optionNames`: the order of the bits is that of the replies.
package protocol NamedOptions: OptionSet, Sendable where RawValue == UInt32, Element == Self {
    static var optionNames: [StaticString] { get }
}

extension NamedOptions {
    /// The number of options in the set.
    package var count: Int { rawValue.nonzeroBitCount }

    /// Calls `body` with the name of each option in the set, in order.
    package func forEachName(_ body: (StaticString) -> Void) {
        for (index, name) in Self.optionNames.enumerated() where rawValue & 1 << index != 0 {
            body(name)
        }
    }

    /// The names of the options in the set, in order.
    package var names: [String] {
        var names: [String] = []
        forEachName { names.append("\($0)") }
        return names
    }

    /// Returns the option called `name` in any case, or nil.
    package static func named(_ name: String) -> Self? {
        let name = name.lowercased()
        for (index, candidate) in optionNames.enumerated()
        where "\(candidate)".lowercased() == name {
            return Self(rawValue: 1 << index)
        }
        return nil
    }
}
