import MartletEngine

/// The commands of scripts and functions.
package enum ScriptingCommands {
    package static let all: [CommandSpec] =
        EvalCommands.all + ScriptCommands.all + FunctionCommands.all
}
