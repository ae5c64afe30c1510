import MartletEngine

/// Redis's modules, of which the server has none, and can load none.
enum ModuleCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .module, summary: "Groups what is about modules.",
            subcommands: [
                CommandSpec(.moduleHelp, summary: "Lists the subcommands of MODULE.", run: help),
                CommandSpec(.moduleList, summary: "Lists the loaded modules.", run: list),
                CommandSpec(.moduleLoad, summary: "Loads a module.", run: load),
                CommandSpec(
                    .moduleLoadex, summary: "Loads a module, with settings of its own.", run: load),
                CommandSpec(.moduleUnload, summary: "Unloads a module.", run: unload),
            ])
    ]

    /// Replies with lines of text.
    static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "MODULE",
            [
                "LIST",
                "    Lists the loaded modules: there are none.",
                "LOAD <path> [<argument> ...]",
                "    Would load a module; this server loads none.",
                "LOADEX <path> [CONFIG <name> <value> ...] [ARGS <argument> ...]",
                "    Would load a module with settings; this server loads none.",
                "UNLOAD <name>",
                "    Unloads a module: there is none.",
            ])
    }

    /// Replies with an array of the modules.
    static func list(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.array(0)
    }

    /// Replies with an error, as to a file that is no module. The log tells the reason.
    static func load(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let path = String(copying: arguments[2].prefixOfText(.max))
        call.host.log("Module \(path) failed to load: Martlet loads no modules", .warning)
        throw ReplyError("ERR Error loading the extension. Please check the server logs.")
    }

    /// Replies with an error, as there is no module.
    static func unload(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError("ERR Error unloading module: no such module with that name")
    }
}
