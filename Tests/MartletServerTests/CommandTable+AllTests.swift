import MartletEngine
import MartletServer
import Testing

/// What holds for the rows of all floors together.
@Suite struct CommandTableAllTests {
    @Test func namesAreUnique() {
        let names = CommandTable.all.rows.map(\.fullName)
        #expect(Set(names).count == names.count)
        #expect(names.contains("get") && names.contains("restore"))
    }
}
