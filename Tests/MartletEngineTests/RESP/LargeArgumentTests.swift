import Testing

@testable import MartletEngine

@Suite struct LargeArgumentTests {
    @Test func isFilledUpToItsLineEnd() {
        let argument = UnfinishedArgument(count: 5)
        #expect(argument.missing == 7)
        #expect(argument.fill(from: "xhe".utf8.span, at: 1) == 2)
        #expect(argument.missing == 5)
        #expect(argument.fill(from: "llo\r\nPING".utf8.span, at: 0) == 5)
        #expect(argument.missing == 0)
        #expect(String(copying: argument.blob.span) == "hello\r\n")
    }

    /// A client that announces much and sends little gets no more memory than twice what it sent.
    @Test func thereIsNoRoomForWhatWasOnlyAnnounced() {
        let count = 512 * 1024 * 1024
        let argument = UnfinishedArgument(count: count)
        #expect(argument.blob.capacity <= UnfinishedArgument.leastCount)
        let piece = [UInt8](repeating: 7, count: 1000)
        for _ in 0..<200 {
            _ = argument.fill(from: piece.span, at: 0)
            argument.makeRoom()
            let most = max(2 * argument.blob.count, UnfinishedArgument.leastCount)
            #expect(argument.blob.capacity <= most)
        }
    }

    @Test func thereIsNoRoomForWhatFollows() {
        let argument = UnfinishedArgument(count: 100_000)
        let piece = [UInt8](repeating: 7, count: 60_000)
        for _ in 0..<3 {
            _ = argument.fill(from: piece.span, at: 0)
            argument.makeRoom()
        }
        #expect(argument.missing == 0)
        #expect(argument.blob.capacity == 100_002)
    }
}
