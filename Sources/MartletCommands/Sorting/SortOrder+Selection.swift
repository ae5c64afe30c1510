/// Sorting a part of the elements only, as Redis does for a pattern with a LIMIT: by Bentley and
/// McIlroy's quicksort, which leaves parts alone that nobody asked for.
///
/// Equal elements come in whatever order that leaves them, so each step is theirs.
extension SortOrder {
    /// Puts the elements in order, but only those that belong into `wanted`.
    func sort(_ elements: inout [SortElement], only wanted: Range<Int>) {
        sort(&elements, in: 0..<elements.count, only: wanted)
    }

    private func sort(
        _ elements: inout [SortElement], in range: Range<Int>, only wanted: Range<Int>
    ) {
        var range = range
        while range.count >= 7 {
            elements.swapAt(range.lowerBound, pivot(of: range, in: elements))
            let (lower, upper) = partition(&elements, range)
            if lower.count > 1, isWanted(lower, wanted) { sort(&elements, in: lower, only: wanted) }
            guard upper.count > 1, isWanted(upper, wanted) else { return }
            range = upper
        }
        for place in range.dropFirst() {
            var current = place
            while current > range.lowerBound,
                compare(elements[current - 1], elements[current]) > 0
            {
                elements.swapAt(current, current - 1)
                current -= 1
            }
        }
    }

    /// Whether a part has elements that are asked for. None asked for stand between two elements.
    private func isWanted(_ part: Range<Int>, _ wanted: Range<Int>) -> Bool {
        let last = wanted.upperBound - 1
        let isBelow = wanted.lowerBound < part.lowerBound && last < part.lowerBound
        let isAbove = wanted.lowerBound >= part.upperBound && last >= part.upperBound
        return !isBelow && !isAbove
    }

    /// Returns the place of the element that the others are compared with: the median of three, of
    /// three medians where there are many.
    private func pivot(of range: Range<Int>, in elements: [SortElement]) -> Int {
        var middle = range.lowerBound + range.count / 2
        guard range.count > 7 else { return middle }
        var (first, last) = (range.lowerBound, range.upperBound - 1)
        if range.count > 40 {
            let step = range.count / 8
            first = median(first, first + step, first + 2 * step, elements)
            middle = median(middle - step, middle, middle + step, elements)
            last = median(last - 2 * step, last - step, last, elements)
        }
        return median(first, middle, last, elements)
    }

    private func median(_ a: Int, _ b: Int, _ c: Int, _ elements: [SortElement]) -> Int {
        if compare(elements[a], elements[b]) < 0 {
            if compare(elements[b], elements[c]) < 0 { return b }
            return compare(elements[a], elements[c]) < 0 ? c : a
        }
        if compare(elements[b], elements[c]) > 0 { return b }
        return compare(elements[a], elements[c]) < 0 ? a : c
    }

    /// Divides the elements into those below the first one, those that equal it, and those above;
    /// returns where the first and the last of these parts are.
    private func partition(
        _ elements: inout [SortElement], _ range: Range<Int>
    ) -> (lower: Range<Int>, upper: Range<Int>) {
        let pivot = range.lowerBound
        // Equal ones are gathered at both ends first: up to `low`, and from `high` on.
        var (low, left) = (pivot + 1, pivot + 1)
        var (right, high) = (range.upperBound - 1, range.upperBound - 1)
        while true {
            while left <= right {
                let result = compare(elements[left], elements[pivot])
                guard result <= 0 else { break }
                if result == 0 {
                    elements.swapAt(low, left)
                    low += 1
                }
                left += 1
            }
            while left <= right {
                let result = compare(elements[right], elements[pivot])
                guard result >= 0 else { break }
                if result == 0 {
                    elements.swapAt(right, high)
                    high -= 1
                }
                right -= 1
            }
            if left > right { break }
            elements.swapAt(left, right)
            left += 1
            right -= 1
        }
        let (lowerCount, upperCount) = (left - low, high - right)
        let lowerShift = min(low - range.lowerBound, lowerCount)
        for i in 0..<lowerShift { elements.swapAt(range.lowerBound + i, left - lowerShift + i) }
        let upperShift = min(upperCount, range.upperBound - 1 - high)
        for i in 0..<upperShift { elements.swapAt(left + i, range.upperBound - upperShift + i) }
        return (
            range.lowerBound..<range.lowerBound + lowerCount,
            range.upperBound - upperCount..<range.upperBound
        )
    }
}
