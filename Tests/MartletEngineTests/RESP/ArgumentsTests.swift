import Testing

@testable import MartletEngine

@Suite struct ArgumentsTests {
    private func list(_ words: [String]) -> ArgumentList {
        var list = ArgumentList()
        for word in words { list.append(word.utf8.span) }
        return list
    }

    @Test func areFoundByTheirPlace() {
        let list = list(["GET", "", "key"])
        let arguments = list.arguments
        #expect(arguments.count == 3)
        #expect(arguments[0].isKeyword("GET") == true)
        #expect(arguments[1].count == 0)
        #expect(String(copying: arguments[2]) == "key")
    }

    @Test(arguments: [("17", 17), ("-9223372036854775808", Int.min), ("0", 0)])
    func integersAreRead(text: String, integer: Int) throws {
        let list = list(["x", text])
        let read = try list.arguments.integer(at: 1)
        #expect(read == integer)
    }

    @Test(arguments: ["", " 1", "1 ", "+1", "01", "1.0", "9223372036854775808", "x"])
    func whatIsNoIntegerIsRefused(text: String) {
        let list = list(["x", text])
        #expect(throws: ReplyError.notAnInteger) { try list.arguments.integer(at: 1) }
    }

    @Test func aCursorBeginsWhereItIsTold() {
        let list = list(["a", "b", "c"])
        var cursor = list.arguments.cursor(from: 1)
        var seen: [String] = []
        while let word = cursor.next() { seen.append(String(copying: word)) }
        #expect(seen == ["b", "c"])
    }
}
