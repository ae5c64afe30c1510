import Testing

@testable import MartletEngine

@Suite struct ArgumentListTests {
    private func words(_ list: borrowing ArgumentList) -> [String] {
        let arguments = list.arguments
        return (0..<arguments.count).map { String(copying: arguments[$0]) }
    }

    @Test func keepsCopiesInTheirOrder() {
        var list = ArgumentList()
        let all = (0..<100).map { "argument \($0)" }
        for word in all { list.append(word.utf8.span) }
        #expect(list.count == 100)
        #expect(words(list) == all)
    }

    @Test func isUsedAgain() {
        var list = ArgumentList()
        for count in [2000, 1, 0, 3] {
            let all = (0..<count).map { "\($0)" }
            for word in all { list.append(word.utf8.span) }
            #expect(words(list) == all)
            list.removeAll()
            #expect(list.count == 0)
            #expect(words(list) == [])
        }
    }

    @Test func largeArgumentsHaveMemoryOfTheirOwn() {
        var list = ArgumentList()
        let large = String(repeating: "x", count: UnfinishedArgument.leastCount)
        let small = String(large.dropLast())
        for word in ["SET", large, small, large, ""] { list.append(word.utf8.span) }
        #expect(list.largeArguments.map(\.index) == [1, 3])
        list.locateLargeArguments()
        #expect(words(list) == ["SET", large, small, large, ""])
        list.removeAll()
        #expect(list.largeArguments.isEmpty)
    }
}
