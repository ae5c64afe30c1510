/// Sorting as Redis does it, where the order of what compares equal shows in replies.
extension Array {
    /// Sorts the elements; equal ones keep their order.
    mutating func sortStably(_ compare: (Element, Element) -> Int) {
        let order = indices.sorted { a, b in
            let result = compare(self[a], self[b])
            return result != 0 ? result < 0 : a < b
        }
        self = order.map { self[$0] }
    }

    /// Puts those elements into the range that belong there in order; the others come in any. Of equal
    /// ones it is the algorithm that decides: quicksort with three parts, which goes on only where
    /// the range is.
    mutating func sortPart(_ range: ClosedRange<Int>, _ compare: (Element, Element) -> Int) {
        sort(0..<count, wanted: range, compare)
    }

    private mutating func sort(
        _ part: Range<Int>, wanted: ClosedRange<Int>, _ compare: (Element, Element) -> Int
    ) {
        var part = part
        while part.count >= 7 {
            swapAt(part.lowerBound, pivot(of: part, compare))
            let (less, greater) = partition(part, compare)
            if less.count > 1, less.overlaps(wanted) { sort(less, wanted: wanted, compare) }
            guard greater.count > 1, greater.overlaps(wanted) else { return }
            part = greater
        }
        insertionSort(part, compare)
    }

    private mutating func insertionSort(
        _ part: Range<Int>, _ compare: (Element, Element) -> Int
    ) {
        for end in part.dropFirst() {
            var i = end
            while i > part.lowerBound, compare(self[i - 1], self[i]) > 0 {
                swapAt(i, i - 1)
                i -= 1
            }
        }
    }

    /// Returns the middle one of three elements, or of nine in a long part.
    private func pivot(of part: Range<Int>, _ compare: (Element, Element) -> Int) -> Int {
        var middle = part.lowerBound + part.count / 2
        guard part.count > 7 else { return middle }
        var (first, last) = (part.lowerBound, part.upperBound - 1)
        if part.count > 40 {
            let step = part.count / 8
            first = median(first, first + step, first + 2 * step, compare)
            middle = median(middle - step, middle, middle + step, compare)
            last = median(last - 2 * step, last - step, last, compare)
        }
        return median(first, middle, last, compare)
    }

    private func median(
        _ a: Int, _ b: Int, _ c: Int, _ compare: (Element, Element) -> Int
    ) -> Int {
        if compare(self[a], self[b]) < 0 {
            if compare(self[b], self[c]) < 0 { return b }
            return compare(self[a], self[c]) < 0 ? c : a
        }
        if compare(self[b], self[c]) > 0 { return b }
        return compare(self[a], self[c]) < 0 ? a : c
    }

    /// Brings what is less than the first element to the front and what is greater to the back, and
    /// returns both parts. Equal ones are gathered at the edges first, then moved between them.
    private mutating func partition(
        _ part: Range<Int>, _ compare: (Element, Element) -> Int
    ) -> (less: Range<Int>, greater: Range<Int>) {
        let start = part.lowerBound
        var (equalEnd, left) = (start + 1, start + 1)
        var (right, equalStart) = (part.upperBound - 1, part.upperBound - 1)
        while true {
            while left <= right {
                let order = compare(self[left], self[start])
                guard order <= 0 else { break }
                if order == 0 {
                    swapAt(equalEnd, left)
                    equalEnd += 1
                }
                left += 1
            }
            while left <= right {
                let order = compare(self[right], self[start])
                guard order >= 0 else { break }
                if order == 0 {
                    swapAt(right, equalStart)
                    equalStart -= 1
                }
                right -= 1
            }
            guard left <= right else { break }
            swapAt(left, right)
            left += 1
            right -= 1
        }
        swapEnds(Swift.min(equalEnd - start, left - equalEnd), start, left)
        swapEnds(
            Swift.min(equalStart - right, part.upperBound - equalStart - 1), left, part.upperBound)
        return (
            start..<start + (left - equalEnd),
            part.upperBound - (equalStart - right)..<part.upperBound
        )
    }

    /// Exchanges `count` elements from `first` on with those before `end`.
    private mutating func swapEnds(_ count: Int, _ first: Int, _ end: Int) {
        for i in 0..<count { swapAt(first + i, end - count + i) }
    }
}

extension Range<Int> {
    fileprivate func overlaps(_ wanted: ClosedRange<Int>) -> Bool {
        lowerBound <= wanted.upperBound && upperBound > wanted.lowerBound
    }
}
