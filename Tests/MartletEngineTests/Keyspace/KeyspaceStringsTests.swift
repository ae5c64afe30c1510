import Testing

import MartletEngine

@Suite struct KeyspaceStringsTests {
    @Test func encodings() throws {
        var keyspace = Keyspace()
        func encoding(_ key: String) -> String? {
            guard let encoding = keyspace.entry(at: key.utf8.span, .peek)?.stringEncoding else {
                return nil
            }
            return "\(encoding)"
        }
        keyspace.setString("12".utf8.span, at: "k".utf8.span)
        #expect(encoding("k") == "int")
        keyspace.setString("12".utf8.span, at: "k".utf8.span, encoding: .text)
        #expect(encoding("k") == "embstr")
        keyspace.setString("12".utf8.span, at: "k".utf8.span, encoding: .raw)
        #expect(encoding("k") == "raw")
        keyspace.setString("short".utf8.span, at: "k".utf8.span)
        #expect(encoding("k") == "embstr")
        keyspace.setString(String(repeating: "x", count: 44).utf8.span, at: "k".utf8.span)
        #expect(encoding("k") == "embstr")
        keyspace.setString(String(repeating: "x", count: 45).utf8.span, at: "k".utf8.span)
        #expect(encoding("k") == "raw")
        try keyspace.append("".utf8.span, to: "n".utf8.span)
        #expect(encoding("n") == "raw")
        keyspace.setInteger(5, at: "n".utf8.span)
        #expect(encoding("n") == "int")
    }

    @Test func aBlobIsAdoptedAndSharedUntilAChange() throws {
        var keyspace = Keyspace()
        let blob = Blob(copying: [UInt8](repeating: 7, count: 100_000).span)
        keyspace.setString(adopting: blob, at: "k".utf8.span)
        #expect(keyspace.entry(at: "k".utf8.span, .peek)?.blob === blob)

        try keyspace.mutateString(at: "k".utf8.span, minimumCount: 100_001) { bytes in
            #expect(bytes.count == 100_001)
            #expect(bytes[100_000] == 0)
            bytes[0] = 1
        }
        blob.withBytes { bytes in
            #expect(bytes.count == 100_000)
            #expect(bytes[0] == 7)
        }
        // Now nobody else holds it: it is changed where it is.
        func identity() -> ObjectIdentifier? {
            guard let blob = keyspace.entry(at: "k".utf8.span, .peek)?.blob else { return nil }
            return ObjectIdentifier(blob)
        }
        let own = identity()
        try keyspace.append([1].span, to: "k".utf8.span)
        #expect(identity() == own)
    }

    @Test func aShortBlobIsCopied() throws {
        var keyspace = Keyspace()
        keyspace.setString(adopting: Blob(copying: "42".utf8.span), at: "k".utf8.span)
        #expect(keyspace.entry(at: "k".utf8.span, .peek)?.kind == .integer)
    }

    @Test func appendingGrowsInAmortizedSteps() throws {
        var keyspace = Keyspace()
        let piece = [UInt8](repeating: 1, count: 100)
        for i in 1...1000 {
            #expect(try keyspace.append(piece.span, to: "k".utf8.span) == i * 100)
        }
        let blob = keyspace.entry(at: "k".utf8.span, .peek)?.blob
        #expect(blob?.count == 100_000)
        #expect(blob?.capacity ?? 0 <= 200_000)
    }

    @Test func anIntegerIsSpelledOutForAChange() throws {
        var keyspace = Keyspace()
        keyspace.setInteger(.min, at: "k".utf8.span)
        #expect(try keyspace.string(at: "k".utf8.span)?.count == 20)
        try keyspace.mutateString(at: "k".utf8.span, minimumCount: 22) { bytes in
            bytes[20] = UInt8(ascii: "!")
            bytes[21] = UInt8(ascii: "?")
        }
        #expect(try text(at: "k", in: &keyspace) == "-9223372036854775808!?")
    }

    @Test func aChangeKeepsTheExpiry() throws {
        var keyspace = Keyspace()
        keyspace.setString("1".utf8.span, at: "k".utf8.span, expiry: .at(100))
        try keyspace.append("2".utf8.span, to: "k".utf8.span)
        #expect(try keyspace.increment("k".utf8.span, by: 1) == 13)
        try keyspace.mutateString(at: "k".utf8.span, minimumCount: 5000) { _ in }
        #expect(keyspace.expiry(at: "k".utf8.span) == .at(100))
        keyspace.checkInvariants()
        keyspace.now = 100
        #expect(try keyspace.append("2".utf8.span, to: "k".utf8.span) == 1)
        #expect(keyspace.expiry(at: "k".utf8.span) == .never)
        keyspace.checkInvariants()
    }

    @Test func anotherExpiryForTheSameKey() throws {
        var keyspace = Keyspace()
        for (text, deadline) in [("one", 100), ("two", 50), ("three and more", 70)] {
            keyspace.setString(text.utf8.span, at: "k".utf8.span, expiry: .at(deadline))
            #expect(keyspace.nextDeadline == deadline)
            #expect(try MartletEngineTests.text(at: "k", in: &keyspace) == text)
            keyspace.checkInvariants()
        }
        try keyspace.append("2".utf8.span, to: "k".utf8.span)
        keyspace.setString("four".utf8.span, at: "k".utf8.span, expiry: .keep)
        #expect(keyspace.entry(at: "k".utf8.span, .peek)?.isRaw == false)
        #expect(keyspace.expiry(at: "k".utf8.span) == .at(70))
        keyspace.checkInvariants()
    }

    /// The memory of a long string of zeros isn't touched, or this would take a second.
    @Test func aLonelyBitFarOut() throws {
        var keyspace = Keyspace()
        try keyspace.mutateString(at: "k".utf8.span, minimumCount: 512 << 20) { bytes in
            bytes[bytes.count - 1] = 1
        }
        let count = try keyspace.string(at: "k".utf8.span)?.count
        #expect(count == 512 << 20)
    }

    @Test func takesAString() throws {
        var keyspace = Keyspace()
        keyspace.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(100))
        guard let taken = try keyspace.takeString(at: "k".utf8.span) else {
            Issue.record("k is missing")
            return
        }
        let count = taken.view.bytes.count
        #expect(count == 1)
        #expect(keyspace.count == 0)
        keyspace.checkInvariants()
        let missing = try keyspace.takeString(at: "k".utf8.span)
        let isMissing = missing == nil
        #expect(isMissing)
    }

    @Test func whatIsNoStringIsRefused() throws {
        var keyspace = Keyspace()
        keyspace.store(Box(), at: "k".utf8.span)
        let key = "k".utf8.span
        #expect(refusal { () throws(ReplyError) in try keyspace.append([1].span, to: key) })
        #expect(refusal { () throws(ReplyError) in _ = try keyspace.increment(key, by: 1) })
        #expect(refusal { () throws(ReplyError) in _ = try keyspace.string(at: key)?.count })
        #expect(refusal { () throws(ReplyError) in _ = try keyspace.takeString(at: key)?.deadline })
        keyspace.setString("v".utf8.span, at: "k".utf8.span)
        #expect(try text(at: "k", in: &keyspace) == "v")
    }
}

/// Returns whether `body` is refused for the type of the value.
private func refusal(_ body: () throws(ReplyError) -> Void) -> Bool {
    do throws(ReplyError) {
        try body()
        return false
    } catch {
        return error == .wrongType
    }
}
