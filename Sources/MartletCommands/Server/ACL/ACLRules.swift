import MartletEngine

/// The rules of ACL SETUSER, one string each: those of a selector, in parentheses, may come in
/// several arguments.
struct ACLRules {
    private(set) var all: [[UInt8]] = []

    /// - Throws: The error for a parenthesis that isn't closed.
    init(_ arguments: Arguments) throws(ReplyError) {
        var selector: [UInt8] = []
        var start: Int?
        for index in 0..<arguments.count {
            let rule = [UInt8](arguments[index])
            let isClosed = rule.last == UInt8(ascii: ")")
            if start != nil {
                selector += [UInt8(ascii: " ")] + rule
                guard isClosed else { continue }
                all.append(selector)
                start = nil
            } else if rule.first == UInt8(ascii: "("), !isClosed {
                selector = rule
                start = index
            } else {
                all.append(rule)
            }
        }
        if let start {
            throw .quoting(
                arguments[start], after: "ERR Unmatched parenthesis in acl selector starting at '",
                before: "'.")
        }
    }
}
