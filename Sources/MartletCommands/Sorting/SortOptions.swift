import MartletEngine

/// What stands behind the key in a SORT.
struct SortOptions {
    private(set) var isDescending = false
    /// Whether elements are compared as text, not as numbers.
    private(set) var isText = false
    /// What the elements are compared by.
    private(set) var by: SortPattern?
    /// Whether there was a pattern that is the same for all elements: they keep their order then.
    private(set) var keepsOrder = false
    /// What the reply has for each element.
    private(set) var gets: [SortPattern] = []
    /// Where the result is stored.
    private(set) var target: [UInt8]?
    private var skipped = 0
    private var limit = -1

    /// - Throws: `ReplyError.syntax`, `.notAnInteger`.
    init(_ arguments: Arguments, mayStore: Bool) throws(ReplyError) {
        var options = arguments.cursor(from: 2)
        while !options.isAtEnd {
            if options.take("ASC") {
                isDescending = false
            } else if options.take("DESC") {
                isDescending = true
            } else if options.take("ALPHA") {
                isText = true
            } else if options.remaining > 2, options.take("LIMIT") {
                skipped = try options.integer()
                limit = try options.integer()
            } else if mayStore, options.remaining > 1, options.take("STORE") {
                target = [UInt8](try options.bytes())
            } else if options.remaining > 1, options.take("BY") {
                let pattern = SortPattern(try options.bytes())
                if pattern.isConstant { keepsOrder = true }
                by = pattern
            } else if options.remaining > 1, options.take("GET") {
                gets.append(SortPattern(try options.bytes()))
            } else {
                break
            }
        }
        try options.finish()
    }

    /// Returns which of `count` elements in order are asked for.
    func range(of count: Int) -> Range<Int> {
        let start = min(max(skipped, 0), count)
        let most = limit < 0 ? count : min(limit, count)
        return start..<min(start + most, count)
    }
}
