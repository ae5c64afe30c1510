import MartletCommands
import MartletEngine
import Testing

/// What holds for every row, whoever wrote it.
@Suite struct CommandFamiliesTests {
    @Test func namesAreUnique() {
        let names = CommandTable.families.rows.map(\.fullName)
        #expect(Set(names).count == names.count)
    }

    @Test func subcommandsBelongToTheirContainer() {
        for spec in CommandTable.families.specs {
            #expect(!spec.fullName.contains("|"))
            for subcommand in spec.subcommands {
                #expect(subcommand.fullName == "\(spec.name)|\(subcommand.name)")
            }
        }
    }

    @Test func summariesAreSentences() {
        for row in CommandTable.families.rows {
            #expect(row.summary.hasSuffix(".") && row.summary.count < 100, "\(row.fullName)")
            // Clients and our comparators take a colon for the end of a field's name.
            #expect(!row.summary.contains(":"), "\(row.fullName)")
        }
    }

    /// The server gives each command one of the two, by its flag.
    @Test func everyRowIsFastOrSlow() {
        for row in CommandTable.families.rows {
            let isFast = row.flags.contains(.fast)
            #expect(row.categories.contains(.fast) == isFast, "\(row.fullName)")
            #expect(row.categories.contains(.slow) != isFast, "\(row.fullName)")
        }
    }
}
