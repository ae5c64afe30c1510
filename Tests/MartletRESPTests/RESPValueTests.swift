import MartletRESP
import Testing

@Suite struct RESPValueTests {
    @Test func textOfStrings() {
        #expect(RESPValue.simpleString("OK").text == "OK")
        #expect(RESPValue.bulkString([0x61]).text == "a")
        #expect(RESPValue.verbatimString(format: "txt", text: [0x62]).text == "b")
        #expect(RESPValue.integer(1).text == nil)
        #expect(RESPValue.error("ERR no").errorText == "ERR no")
    }

    @Test func elementsOfCollections() {
        #expect(RESPValue.array([.null]).elements == [.null])
        #expect(RESPValue.set([.integer(1)]).elements == [.integer(1)])
        #expect(RESPValue.push([]).isPush)
        #expect(RESPValue.nullArray.elements == nil)
    }
}
