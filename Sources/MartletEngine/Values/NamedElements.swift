/// Something that is found by its name.
package protocol Named: AnyObject {
    var name: [UInt8] { get }
}

/// A few things by their names, in the order of the names' bytes.
package struct NamedElements<Element: Named> {
    private var elements: [Element] = []

    init() {}

    /// The number of elements.
    package var count: Int { elements.count }

    package var isEmpty: Bool { elements.isEmpty }

    /// The elements in the order of their names.
    package var all: [Element] { elements }

    /// Returns the element called `name`. Takes O(log n).
    package subscript(name: Span<UInt8>) -> Element? {
        let index = index(notBefore: name)
        guard index < elements.count, isElement(at: index, called: name) else { return nil }
        return elements[index]
    }

    /// Puts an element in, unless there is one of its name; returns whether there was none.
    @discardableResult
    mutating func insert(_ element: Element) -> Bool {
        let name = element.name
        let index = index(notBefore: name.span)
        if index < elements.count, elements[index].name == name { return false }
        elements.insert(element, at: index)
        return true
    }

    /// Takes the element called `name` out.
    @discardableResult
    mutating func remove(_ name: Span<UInt8>) -> Element? {
        let index = index(notBefore: name)
        guard index < elements.count, isElement(at: index, called: name) else { return nil }
        return elements.remove(at: index)
    }

    /// Takes the last element out.
    mutating func removeLast() -> Element? { elements.popLast() }

    private func isElement(at index: Int, called name: Span<UInt8>) -> Bool {
        let candidate = elements[index].name
        return candidate.span.isEqual(to: name)
    }

    private func index(notBefore name: Span<UInt8>) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            let candidate = elements[middle].name
            if candidate.span.precedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
