import MartletEngine

/// Errors of functions, as Lua's own library words them.
extension LuaState {
    /// Raises an error that begins with where the function was called.
    func raise(_ text: String) -> LuaOutcome {
        pushPlace(level: 1)
        push(text: text)
        join()
        return .raised
    }

    func badArgument(_ index: Int, _ text: String) -> LuaOutcome {
        push(text: text)
        return .badArgument(index)
    }

    /// Tells that an argument should be of another type.
    func badType(_ index: Int, _ expected: String) -> LuaOutcome {
        badArgument(index, "\(expected) expected, got \(typeName(at: index))")
    }

    /// Returns the number at `index` as an `int` in C.
    func integer(at index: Int) -> Int32 {
        Int32(truncatingIfNeeded: wholeNumber(at: index))
    }

    /// Returns the number at `index` as C casts it to an `int`: what is out of range is the least of
    /// all.
    func castInteger(at index: Int) -> Int32 {
        Int32(exactly: number(at: index).rounded(.towardZero)) ?? .min
    }

    /// Returns the number at `index` as Lua's own library makes an integer of it: the fraction is cut
    /// off, and what is out of range is the least of all.
    func wholeNumber(at index: Int) -> Int {
        Self.wholeNumber(number(at: index))
    }

    static func wholeNumber(_ value: Double) -> Int {
        Int(exactly: value.rounded(.towardZero)) ?? .min
    }
}
