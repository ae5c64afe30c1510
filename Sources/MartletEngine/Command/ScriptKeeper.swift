/// What an engine has of scripts and functions. Only who runs them knows more of it.
package protocol ScriptKeeper: AnyObject {
    /// What INFO tells of it.
    var figures: ScriptFigures { get }
}

/// What scripts and functions take.
package struct ScriptFigures: Sendable {
    package var scriptCount = 0
    package var functionCount = 0
    package var libraryCount = 0
    /// The bytes of the texts that are kept.
    package var scriptBytes = 0
    package var functionBytes = 0
    /// The bytes that Lua has allocated.
    package var scriptHeapBytes = 0
    package var functionHeapBytes = 0

    package init() {}
}
