import Testing

@testable import MartletEngine

@Suite struct TransactionTests {
    @Test func keepsCommandsOneBehindTheOther() {
        var transaction = Transaction()
        transaction.queue("set k v")
        transaction.queue("ping")
        transaction.queue("get k", row: 7)
        transaction.finish()
        #expect(transaction.counts[0] == 3)
        #expect(transaction.counts[2] == 13 + 6 * 8)
        #expect(transaction.words(at: 0) == ["set", "k", "v"])
        #expect(transaction.words(at: 1) == ["ping"])
        #expect(transaction.words(at: 2) == ["get", "k"])
        #expect(transaction.row(at: 2) == 7)
        #expect(transaction.state == [false, false])
    }

    @Test func remembersWhatACommandMayDo() {
        var transaction = Transaction()
        transaction.queue("set", mayWrite: true, mayGrow: true)
        transaction.queue("get")
        #expect(transaction.state == [true, true])
        transaction.removeAll()
        #expect(transaction.state == [false, false])
        #expect(transaction.counts[0] == 0 && transaction.counts[2] == 0)
    }

    /// An argument that was read into memory of its own is the same object to the command.
    @Test func largeArgumentsAreNotCopied() throws {
        var transaction = Transaction()
        let blob = Blob(copying: [UInt8](repeating: 120, count: 50_000).span)
        transaction.queue("ping")
        transaction.queue("set k ?", large: [LargeArgument(index: 2, blob: blob)])
        transaction.queue("get k")
        transaction.finish()
        #expect(transaction.words(at: 1)[2] == String(repeating: "x", count: 50_000))
        let large = try #require(transaction.largeArguments(at: 1).first)
        #expect(large.index == 2 && large.blob === blob)
        #expect(transaction.largeArguments(at: 0).isEmpty)
        #expect(transaction.largeArguments(at: 2).isEmpty)
        #expect(transaction.counts[1] > 50_000)
    }

    @Test func keepsLittleRoomForTheNext() {
        var transaction = Transaction()
        for number in 0..<10_000 { transaction.queue("set key:\(number) value") }
        #expect(transaction.counts[1] > 200_000)
        transaction.removeAll()
        #expect(transaction.counts[1] < 20_000)
        transaction.queue("get k")
        transaction.finish()
        #expect(transaction.words(at: 0) == ["get", "k"])
    }
}

extension Transaction {
    /// Queues a line of words, of which those in `large` stand for others.
    fileprivate mutating func queue(
        _ line: String, row: Int = 0, large: [LargeArgument] = [], mayWrite: Bool = false,
        mayGrow: Bool = false
    ) {
        var list = ArgumentList()
        for word in line.split(separator: " ") { list.append(String(word).utf8.span) }
        append(row: row, list.arguments, large: large, mayWrite: mayWrite, mayGrow: mayGrow)
    }

    /// What the commands may do.
    fileprivate var state: [Bool] { [mayWrite, mayGrow] }

    /// The number of commands, of bytes that they take, and of those of their arguments.
    fileprivate var counts: [Int] { [count, size.memory, size.argumentBytes] }

    fileprivate borrowing func words(at index: Int) -> [String] {
        let arguments = arguments(at: index)
        return (0..<arguments.count).map { String(copying: arguments[$0]) }
    }
}
