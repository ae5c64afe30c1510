import Testing

@testable import MartletEngine

@Suite struct KeyspaceEventClassesNamesTests {
    @Test func everyEventHasItsClass() {
        #expect(KeyspaceEventClasses.of("set") == .string)
        #expect(KeyspaceEventClasses.of("sortstore") == .list)
        #expect(KeyspaceEventClasses.of("spop") == .set)
        #expect(KeyspaceEventClasses.of("hset") == .hash)
        #expect(KeyspaceEventClasses.of("zincr") == .sortedSet)
        #expect(KeyspaceEventClasses.of("xadd") == .stream)
        #expect(KeyspaceEventClasses.of("expired") == .expired)
        #expect(KeyspaceEventClasses.of("keymiss") == .keyMiss)
        #expect(KeyspaceEventClasses.of("new") == .newKey)
        #expect(KeyspaceEventClasses.of("del") == .generic)
        #expect(KeyspaceEventClasses.of("expire") == .generic)
    }
}
