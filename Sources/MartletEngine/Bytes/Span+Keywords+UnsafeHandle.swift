extension Span<UInt8> {
    /// Returns whether these bytes are `keyword`, which is in capitals, in either case.
    package func isKeyword(_ keyword: StaticString) -> Bool {
        guard count == keyword.utf8CodeUnitCount else { return false }
        return keyword.withUTF8Buffer { letters in
            for i in indices {
                let letter = unsafe letters[i]
                let isLetter = letter >= UInt8(ascii: "A") && letter <= UInt8(ascii: "Z")
                if (isLetter ? self[i] & 0xdf : self[i]) != letter { return false }
            }
            return true
        }
    }
}
