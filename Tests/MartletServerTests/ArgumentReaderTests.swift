import Testing

@testable import MartletEngine
@testable import MartletServer

@Suite struct ArgumentReaderTests {
    /// Takes bytes as a stream does: as many at a time as there is room for.
    private func feed(_ bytes: [UInt8], to reader: ArgumentReader) -> Int {
        var taken = 0
        reader.withSpareRoom { room in
            taken = min(room.count, bytes.count)
            for i in 0..<taken { room[i] = bytes[i] }
        }
        reader.didFill(taken)
        return taken
    }

    @Test func readsUpToTheLineEndAndNoFurther() {
        let argument = UnfinishedArgument(count: 100_000)
        let reader = ArgumentReader(argument)
        let value = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        var left = (value + Array("\r\nPING\r\n".utf8))[...]
        while !reader.isDone { left = left.dropFirst(feed(Array(left), to: reader)) }
        #expect(Array(left) == Array("PING\r\n".utf8))
        #expect([UInt8](argument.blob.span) == value + Array("\r\n".utf8))
    }

    @Test func aBlobIsSentFromWhereItLies() {
        let blob = Blob(copying: "hello".utf8.span)
        var sent: [String] = []
        blob.withBytes { sent.append(String(copying: $0)) }
        #expect(sent == ["hello"])
    }
}
