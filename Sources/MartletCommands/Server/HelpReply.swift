import MartletEngine

extension ReplyWriter {
    /// Writes what the HELP of a container replies: what it is called by, and `lines` about its
    /// subcommands.
    mutating func help(_ command: StaticString, _ lines: [StaticString]) {
        array(lines.count + 3)
        status("\(command) <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")
        for line in lines { status(line) }
        status("HELP")
        status("    Shows these lines.")
    }
}
