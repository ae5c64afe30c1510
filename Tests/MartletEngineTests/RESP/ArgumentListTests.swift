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

    @Test func holdsSeveralCommands() {
        var list = ArgumentList()
        let blob = Blob(copying: [UInt8](repeating: 120, count: 40_000).span)
        for word in ["get", "k", "set", "k"] { list.append(word.utf8.span) }
        list.append(adopting: blob)
        list.append("ping".utf8.span)
        list.locateLargeArguments()
        let set = list.arguments(in: 2..<5)
        #expect(set.count == 3)
        #expect(String(copying: set[0]) == "set")
        #expect(set[2].count == 40_000)
        #expect(list.largeArguments(in: 2..<5).map(\.index) == [2])
        #expect(list.largeArguments(in: 2..<5).first?.blob === blob)
        #expect(list.largeArguments(in: 0..<2).isEmpty && list.largeArguments(in: 5..<6).isEmpty)
        #expect(list.memory > 40_000)
    }
}
