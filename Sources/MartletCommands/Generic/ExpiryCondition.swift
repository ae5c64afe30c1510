import MartletEngine

/// When EXPIRE and its kin are to change a deadline: `NX`, `XX`, `GT`, `LT`.
struct ExpiryCondition: OptionSet {
    let rawValue: UInt8

    /// Only if the key has no deadline.
    static let absent = ExpiryCondition(rawValue: 1 << 0)
    /// Only if the key has one.
    static let present = ExpiryCondition(rawValue: 1 << 1)
    /// Only if the new deadline is later; none is later than any.
    static let later = ExpiryCondition(rawValue: 1 << 2)
    /// Only if the new deadline is earlier.
    static let earlier = ExpiryCondition(rawValue: 1 << 3)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Reads the options that are left.
    ///
    /// - Throws: `ReplyError.unsupportedOption`, `.incompatibleWithNX`, `.laterAndEarlier`.
    init(_ options: consuming ArgumentCursor) throws(ReplyError) {
        self = []
        while !options.isAtEnd {
            if options.take("NX") {
                insert(.absent)
            } else if options.take("XX") {
                insert(.present)
            } else if options.take("GT") {
                insert(.later)
            } else if options.take("LT") {
                insert(.earlier)
            } else {
                throw .unsupportedOption(try options.bytes())
            }
        }
        if contains(.absent), self != .absent { throw .incompatibleWithNX }
        if isSuperset(of: [.later, .earlier]) { throw .laterAndEarlier }
    }

    /// Returns whether a deadline may take the place of the present one.
    func allows(_ deadline: Int, insteadOf present: Int?) -> Bool {
        if contains(.absent), present != nil { return false }
        if contains(.present), present == nil { return false }
        if contains(.later) {
            guard let present, deadline > present else { return false }
        }
        if contains(.earlier), let present, deadline >= present { return false }
        return true
    }
}
