/// Ways to write a row. A row with a setter is supported, unless it says otherwise.
extension ConfigDirective {
    static func bool(
        _ name: String, _ value: Bool, alias: String? = nil, flags: ConfigFlags = [],
        support: ConfigSupport? = nil, _ setter: ConfigSetter<Bool>? = nil
    ) -> ConfigDirective {
        ConfigDirective(
            name, .bool(setter), default: value ? "yes" : "no", alias: alias, flags: flags,
            support: support ?? (setter == nil ? .ignored : .full))
    }

    static func integer(
        _ name: String, _ range: ClosedRange<Int>, _ value: Int, alias: String? = nil,
        flags: ConfigFlags = [], support: ConfigSupport? = nil,
        _ setter: ConfigSetter<Int>? = nil
    ) -> ConfigDirective {
        ConfigDirective(
            name, .integer(range, setter), default: "\(value)", alias: alias, flags: flags,
            support: support ?? (setter == nil ? .ignored : .full))
    }

    static func memory(
        _ name: String, _ range: ClosedRange<UInt64>, _ value: UInt64, alias: String? = nil,
        flags: ConfigFlags = [], support: ConfigSupport? = nil,
        _ setter: ConfigSetter<UInt64>? = nil
    ) -> ConfigDirective {
        ConfigDirective(
            name, .memory(range, setter), default: "\(value)", alias: alias, flags: flags,
            support: support ?? (setter == nil ? .ignored : .full))
    }

    /// A choice that the program reads as an enumeration.
    static func choice<Value: CaseIterable & RawRepresentable<String> & Sendable>(
        _ name: String, _ value: Value, flags: ConfigFlags = [], support: ConfigSupport = .full,
        _ setter: @escaping ConfigSetter<Value>
    ) -> ConfigDirective {
        let values = Array(Value.allCases)
        return ConfigDirective(
            name, .choice(values.map(\.rawValue)) { setter(&$0, values[$1]) },
            default: value.rawValue, flags: flags, support: support)
    }

    /// A choice that nothing reads yet.
    static func choice(
        _ name: String, _ names: [String], _ value: String, flags: ConfigFlags = [],
        support: ConfigSupport = .ignored
    ) -> ConfigDirective {
        ConfigDirective(name, .choice(names, nil), default: value, flags: flags, support: support)
    }

    static func string(
        _ name: String, _ value: String = "", alias: String? = nil,
        flags: ConfigFlags = [.emptyIsUnset], _ setter: ConfigSetter<[UInt8]>? = nil
    ) -> ConfigDirective {
        ConfigDirective(
            name, .string(nil, setter), default: value, alias: alias, flags: flags,
            support: setter == nil ? .ignored : .full)
    }

    /// A string that `check` may refuse, and that nothing heeds yet.
    static func string(
        _ name: String, _ value: String = "", flags: ConfigFlags = [.emptyIsUnset],
        check: @escaping ConfigCheck
    ) -> ConfigDirective {
        ConfigDirective(
            name, .string(check, nil), default: value, flags: flags, support: .ignored)
    }

    static func special(
        _ name: String, _ value: String, alias: String? = nil, flags: ConfigFlags = [],
        support: ConfigSupport = .full, _ parser: @escaping ConfigParser
    ) -> ConfigDirective {
        ConfigDirective(
            name, .special(parser), default: value, alias: alias, flags: flags, support: support)
    }
}

extension ClosedRange<Int> {
    /// What a C `int` holds from 0 on.
    static var int: ClosedRange<Int> { 0...Int(Int32.max) }
    /// What a C `int` holds from 1 on.
    static var positiveInt: ClosedRange<Int> { 1...Int(Int32.max) }
    /// What a C `long` holds from 0 on.
    static var long: ClosedRange<Int> { 0...Int.max }
    static var port: ClosedRange<Int> { 0...65535 }
    static var percent: ClosedRange<Int> { 0...100 }
}

extension ClosedRange<UInt64> {
    /// What a C `long` holds from 0 on.
    static var long: ClosedRange<UInt64> { 0...UInt64(Int64.max) }
    /// What a C `unsigned long` holds.
    static var unsignedLong: ClosedRange<UInt64> { 0...UInt64.max }
}
