import MartletEngine
import Testing

@Suite struct NamedOptionsTests {
    @Test func namesAreInTheOrderOfReplies() {
        let flags: CommandFlags = [.fast, .denyOOM, .write, .movableKeys]
        #expect(flags.names == ["write", "denyoom", "fast", "movablekeys"])
        #expect((ACLCategories([.fast, .string, .read])).names == ["read", "string", "fast"])
        #expect(
            KeyFlags([.variableFlags, .access, .readWrite]).names
                == ["RW", "access", "variable_flags"])
    }

    @Test func whatNoClientSeesHasNoName() {
        #expect(CommandFlags.protected.names.isEmpty)
    }

    @Test func nameIsFoundInAnyCase() {
        #expect(ACLCategories.named("SortedSet") == .sortedSet)
        #expect(ACLCategories.named("@string") == nil)
        #expect(ACLCategories.named("") == nil)
    }

    /// Each option's bit is the place of its name.
    @Test func everyNameHasAnOption() {
        for (index, name) in ACLCategories.optionNames.enumerated() {
            #expect(ACLCategories.named("\(name)")?.rawValue == 1 << index)
        }
        #expect(ACLCategories.scripting.rawValue == 1 << (ACLCategories.optionNames.count - 1))
        #expect(CommandFlags.allowBusy.rawValue == 1 << (CommandFlags.optionNames.count - 1))
        #expect(KeyFlags.variableFlags.rawValue == 1 << (KeyFlags.optionNames.count - 1))
    }
}
