import MartletEngine

/// A picture for each version that has one, drawn anew each time.
enum LolwutCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.lolwut, summary: "Draws a picture and tells the version.", run: lolwut)
    ]

    private static let version = "Redis ver. 7.0.15\n"

    /// Replies with the picture that `VERSION` names, or with none, and the server's version.
    static func lolwut(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var asked: Int?
        if arguments.count > 2, arguments[1].isKeyword("VERSION") {
            asked = try arguments.integer(at: 2)
        }
        var text: [UInt8]
        switch asked {
        case 5:
            let picture = Schotter(
                columns: try size(arguments, at: 3, most: 1000) ?? 66,
                squaresPerRow: try size(arguments, at: 4, most: 200) ?? 8,
                squaresPerColumn: try size(arguments, at: 5, most: 200) ?? 12)
            text = picture.text(using: &call.random)
            text += "\nGeorg Nees - schotter, plotter on paper, 1968. ".utf8
        case 6:
            let picture = Skyline(
                columns: try size(arguments, at: 3, most: 1000) ?? 80,
                rows: try size(arguments, at: 4, most: 1000) ?? 20)
            text = picture.text(using: &call.random)
            text += "Dedicated to the 8 bit game developers of past and present.\n".utf8
            text += "Original 8 bit image from Plaguemon by hikikomori. ".utf8
        default:
            text = []
        }
        text += version.utf8
        reply.verbatim(text.span)
    }

    /// Returns the argument at `index`, forced between 1 and `most`, or nil if there is none.
    private static func size(
        _ arguments: Arguments, at index: Int, most: Int
    ) throws(ReplyError) -> Int? {
        guard index < arguments.count else { return nil }
        return min(max(try arguments.integer(at: index), 1), most)
    }
}
