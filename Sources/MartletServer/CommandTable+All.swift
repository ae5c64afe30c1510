import MartletCommands
import MartletEngine
import MartletRDB
import MartletScripting

extension CommandTable {
    /// Every command there is, of whatever floor.
    package static let all = CommandTable(
        CommandFamilies.all + DumpCommands.all + ScriptingCommands.all)
}
