import Testing

import MartletEngine

@Suite struct ListObjectTests {
    private static func list(_ texts: String...) -> ListObject {
        let list = ListObject(limit: NodeLimit(2))
        for text in texts {
            list.elements.push(text.utf8.span, at: .tail, plainFrom: 1 << 30)
        }
        return list
    }

    private static func text(_ list: ListObject, from end: ListEnd = .head) -> String {
        var reply = ReplyWriter()
        list.write(from: end, count: list.count, to: &reply)
        return String(copying: reply.buffer.span)
    }

    @Test func anElementMovesToAnotherList() {
        let (source, target) = (Self.list("a", "b"), Self.list("c"))
        var reply = ReplyWriter()
        source.move(from: .tail, to: target, at: .head, plainFrom: 1 << 30, &reply)
        #expect(String(copying: reply.buffer.span) == "$1\r\nb\r\n")
        #expect(Self.text(source) == "$1\r\na\r\n")
        #expect(Self.text(target) == "$1\r\nb\r\n$1\r\nc\r\n")
    }

    @Test func anElementMovesWithinItsList() {
        let list = Self.list("a", "b", "3")
        var reply = ReplyWriter()
        list.move(from: .tail, to: list, at: .head, plainFrom: 1 << 30, &reply)
        #expect(Self.text(list) == "$1\r\n3\r\n$1\r\na\r\n$1\r\nb\r\n")
        let single = Self.list("a")
        single.move(from: .head, to: single, at: .tail, plainFrom: 1 << 30, &reply)
        #expect(Self.text(single) == "$1\r\na\r\n")
    }

    @Test func aCopyIsOfItsOwn() {
        let list = Self.list("a", "b")
        let copy = list.copy()
        var reply = ReplyWriter()
        #expect(copy.pop(from: .head, to: &reply) == 1)
        #expect(list.count == 2)
        #expect(copy.elements.limit == NodeLimit(2))
    }

    @Test func aLargeListIsFreedAtLeisure() {
        let list = ListObject(limit: NodeLimit(1))
        for _ in 0..<500 { list.elements.push("a".utf8.span, at: .head, plainFrom: 1 << 30) }
        #expect(list.freeEffort == 500)
        #expect(list.memoryUsage(samples: 5) == list.memoryUsage(samples: 0))
        #expect(!list.freeSome(100))
        #expect(list.freeEffort == 400)
        #expect(list.freeSome(400))
    }
}
