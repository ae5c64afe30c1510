import MartletEngine

/// All that an engine has of scripts and functions. It is made when the first is needed.
final class Scripting: ScriptKeeper {
    /// What runs the scripts of EVAL.
    private(set) var scripts: Interpreter
    fileprivate let chance = ScriptChance()
    fileprivate(set) var functions = FunctionSet()
    /// What runs the functions.
    private(set) lazy var functionInterpreter = Interpreter(
        isForFunctions: true, chance: chance)
    private(set) var hasFunctionInterpreter = false
    var cache = ScriptCache()

    init() {
        scripts = Interpreter(isForFunctions: false, chance: chance)
    }

    /// Returns the keeper of the engine that `call` belongs to.
    static func of(_ call: inout CommandCall) -> Scripting {
        if let scripting = call.scripts as? Scripting { return scripting }
        let scripting = Scripting()
        call.scripts = scripting
        return scripting
    }

    var figures: ScriptFigures {
        var figures = ScriptFigures()
        figures.scriptCount = cache.count
        figures.scriptBytes = cache.byteCount
        figures.scriptHeapBytes = scripts.machine.usedCount
        figures.functionCount = functions.functionCount
        figures.libraryCount = functions.libraries.count
        figures.functionBytes = functions.byteCount
        if hasFunctionInterpreter {
            figures.functionHeapBytes = functionInterpreter.machine.usedCount
        }
        return figures
    }

    /// What runs the script that takes too long; nil if none does.
    var running: Interpreter? {
        if scripts.run != nil { return scripts }
        guard hasFunctionInterpreter, functionInterpreter.run != nil else { return nil }
        return functionInterpreter
    }

    /// Forgets the scripts, and whatever they left behind.
    func flushScripts() {
        scripts = Interpreter(isForFunctions: false, chance: chance)
        cache = ScriptCache()
    }

    /// Returns the script with this text, which is compiled if it isn't known.
    ///
    /// - Throws: The error for a script that isn't right.
    func script(_ text: Span<UInt8>) throws(ReplyError) -> ScriptCache.Script {
        let digest = SHA1.digest(of: text)
        if let script = cache.script(digest) { return script }
        let header = try ScriptHeader(of: text)
        let body = text.extracting(header.count..<text.count)
        guard scripts.machine.compile(body, name: "@user_script") else {
            defer { scripts.lua.pop() }
            throw .quoting(
                "Error compiling script (new function): ", scripts.lua.text(at: -1) ?? [])
        }
        let script = ScriptCache.Script(
            name: Array(digest.hexadecimal.utf8), flags: header.flags, kept: scripts.lua.keep(),
            textCount: text.count)
        cache.insert(script, digest)
        return script
    }
}

// MARK: - Functions

extension Scripting {
    /// Loads a library into `set`, which need not be the one in use; returns its name, and the library
    /// that it replaces.
    ///
    /// - Throws: The error for a library that isn't right, or whose names are taken.
    func load(
        _ text: Span<UInt8>, into set: inout FunctionSet, replaces: Bool,
        _ call: inout CommandCall
    ) throws(ReplyError) -> (name: [UInt8], replaced: FunctionLibrary?) {
        let header = try LibraryHeader(of: text)
        var changed = set
        let old = changed.remove(header.name)
        if old != nil, !replaces {
            throw ReplyError(
                composing: Array("ERR Library '".utf8) + header.name
                    + Array("' already exists".utf8))
        }
        hasFunctionInterpreter = true
        var library = FunctionLibrary(name: header.name, text: [UInt8](text))
        library.functions = try functionInterpreter.load(
            text.extracting(header.count..<text.count), &call)
        do throws(ReplyError) {
            guard !library.functions.isEmpty else {
                throw ReplyError("ERR No functions registered")
            }
            try changed.insert(library)
        } catch {
            forget([library])
            throw error
        }
        set = changed
        return (header.name, old)
    }

    /// Makes `functions` those that there are, and lets those of `old` go.
    func setFunctions(_ functions: FunctionSet, forgetting old: [FunctionLibrary]) {
        self.functions = functions
        forget(old)
    }

    /// Lets the functions of libraries go that are in use no more.
    func forget(_ libraries: [FunctionLibrary]) {
        for library in libraries { functionInterpreter.forget(library.functions) }
    }

    /// Removes all libraries, and whatever they left behind.
    func flushFunctions() {
        functions = FunctionSet()
        guard hasFunctionInterpreter else { return }
        functionInterpreter = Interpreter(isForFunctions: true, chance: chance)
    }
}
