import MartletEngine

/// A fair choice of some elements out of many that come by one after the other, each once.
struct SelectionDraw {
    private var wanted: Int
    private var left: Int

    /// Begins to draw `wanted` elements of `count`.
    init(_ wanted: Int, of count: Int) {
        precondition(wanted <= count)
        self.wanted = wanted
        left = count
    }

    /// Whether all are drawn.
    var isOver: Bool { wanted == 0 }

    /// Returns whether the next element is drawn: each is with the same probability.
    mutating func takesNext(using random: inout some RandomNumberGenerator) -> Bool {
        let isTaken = Int.random(in: 0..<left, using: &random) < wanted
        left -= 1
        if isTaken { wanted -= 1 }
        return isTaken
    }
}

extension Arguments {
    /// Returns how many elements are to be drawn; below zero, that many which may be the same.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.notWithin`.
    func drawCount(at index: Int) throws(ReplyError) -> Int {
        let count = try integer(at: index)
        guard count != .min else { throw .notWithin(-Int.max...Int.max) }
        return count
    }
}

extension ReplyWriter {
    /// Returns whether so much waits to be sent that the client is closed for it. A client may ask for
    /// more draws than any memory holds.
    func exceeds(_ limit: UInt64) -> Bool {
        limit > 0 && UInt64(buffer.count) > limit
    }
}
