/// The help of a command that has subcommands.
extension ReplyWriter {
    /// Writes what HELP replies: a head, the lines about the subcommands, and what HELP is.
    ///
    /// A line about a subcommand's syntax is followed by lines that explain it, which begin with
    /// four blanks.
    package mutating func help(of command: String, _ lines: [StaticString]) {
        array(lines.count + 3)
        status(text: "\(command) <subcommand> [<argument> ...]. The subcommands are:")
        for line in lines { status(line) }
        status("HELP")
        status("    Shows these lines.")
    }
}
