#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The elements of a small collection in one word, so that an entry can keep them without an object
/// around them: the address of their allocation, the form in which they lie there, and a flag that
/// no object's address has.
@safe package struct FoldedElements: ~Copyable {
    /// Allocations begin at multiples of 16: the lowest bits of an address are free.
    static let formMask: UInt = 7
    static let flag: UInt = 8
    /// The form of integers; all others are packed lists.
    static let integers: UInt = 0

    let word: UInt

    /// Takes over what a word tells of.
    @inline(__always) init(owning word: UInt) {
        precondition(Self.isFolded(word))
        self.word = word
    }

    /// Whether a word is folded elements, and not the address of an object.
    @inline(__always) static func isFolded(_ word: UInt) -> Bool { word & flag != 0 }

    /// Calls `body` with the elements of a word, which stay where they are.
    static func read<Result: ~Copyable>(
        _ word: UInt, _ body: (borrowing FoldedElements) -> Result
    ) -> Result {
        let elements = FoldedElements(owning: word)
        let result = body(elements)
        _ = elements.release()
        return result
    }

    deinit {
        unsafe free(address)
    }

    private var address: UnsafeMutableRawPointer? {
        unsafe UnsafeMutableRawPointer(bitPattern: word & ~(Self.formMask | Self.flag))
    }

    /// Gives the allocation away, to be freed by whoever takes the word.
    @inline(__always) consuming func release() -> UInt {
        let word = word
        discard self
        return word
    }

    /// Returns the same elements in an allocation of their own.
    borrowing func copy() -> FoldedElements {
        let bits = word & (Self.formMask | Self.flag)
        guard word & Self.formMask == Self.integers else {
            let copy = unsafe readPacked { list in list.copy() }.release()
            return FoldedElements(owning: UInt(bitPattern: copy) | bits)
        }
        let copy = unsafe readIntegers { integers in integers.copy() }.release()
        return FoldedElements(owning: UInt(bitPattern: copy) | bits)
    }

    /// How many bytes the allocation takes.
    var memoryUsage: Int {
        word & Self.formMask == Self.integers
            ? readIntegers { integers in integers.memoryUsage }
            : readPacked { list in list.memoryUsage }
    }

    /// Stops the program if the elements contradict each other. Takes O(n).
    func checkInvariants() {
        if word & Self.formMask == Self.integers {
            readIntegers { integers in integers.checkInvariants() }
        } else {
            readPacked { list in list.checkInvariants() }
        }
    }

    private func readIntegers<Result: ~Copyable>(
        _ body: (borrowing IntegerSet) -> Result
    ) -> Result {
        let integers = unsafe IntegerSet(owning: address)
        let result = body(integers)
        unsafe _ = integers.release()
        return result
    }

    private func readPacked<Result: ~Copyable>(
        _ body: (borrowing PackedList) -> Result
    ) -> Result {
        let list = unsafe PackedList(owning: address)
        let result = body(list)
        unsafe _ = list.release()
        return result
    }
}

extension IntegerSet {
    /// Takes an allocation over that another set has released.
    @inline(__always) init(owning base: UnsafeMutableRawPointer?) {
        unsafe self.init(IntegerSetStorage(owning: base))
    }

    /// Gives the allocation away, to be freed by whoever takes it.
    @inline(__always) consuming func release() -> UnsafeMutableRawPointer? {
        let base = unsafe storage.base
        discard self
        return unsafe base
    }
}

extension PackedList {
    /// Takes an allocation over that another list has released.
    @inline(__always) init(owning base: UnsafeMutableRawPointer?) {
        guard let base = unsafe base else { preconditionFailure("there is no list") }
        unsafe self.init(fitting: base.assumingMemoryBound(to: UInt8.self))
    }
}
