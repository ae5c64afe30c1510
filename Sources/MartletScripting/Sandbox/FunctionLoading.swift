import MartletEngine

/// A library that is being loaded.
struct LibraryDraft {
    var functions: [LibraryFunction] = []
    /// When it has to be done, on the monotonic clock.
    let endMicroseconds: Int
}

/// Loading libraries.
extension Interpreter {
    /// How long a library may take to register its functions.
    private static let mostMicroseconds = 500_000

    /// Runs a library's text, which registers functions; returns them.
    ///
    /// - Throws: The error for a text that isn't right.
    func load(_ text: Span<UInt8>, _ call: inout CommandCall) throws(ReplyError)
        -> [LibraryFunction]
    {
        machine.useGlobals(LuaMachine.Slot.loadingGlobals)
        defer {
            machine.useGlobals(LuaMachine.Slot.globals)
            lua.pop(lua.count - slotCount)
        }
        guard machine.compile(text, name: "@user_function") else {
            throw .quoting("Error compiling function: ", lua.text(at: -1) ?? [])
        }
        call.clock.sampleExactly()
        loading = LibraryDraft(
            endMicroseconds: call.clock.monotonicMicroseconds + Self.mostMicroseconds)
        machine.setInterrupts(true)
        var status = LuaMachine.CallStatus.returned
        Lent.lend(&call, at: { current = $0 }) {
            status = machine.call(arguments: 0, results: 0, handler: 0)
        }
        machine.setInterrupts(false)
        let functions = loading?.functions ?? []
        loading = nil
        guard status == .returned else {
            forget(functions)
            throw .quoting("Error registering functions: ", loadingError())
        }
        return functions
    }

    /// Returns whether a library takes too long to load; then the error is on top.
    func isLoadingOverdue(_ lua: LuaState) -> Bool {
        guard let loading else { return false }
        let now = current.with { call in
            call.clock.sampleExactly()
            return call.clock.monotonicMicroseconds
        }
        guard now > loading.endMicroseconds else { return false }
        RedisLibrary.pushError("FUNCTION LOAD timeout", lua)
        return true
    }

    /// The text of the error on top.
    private func loadingError() -> [UInt8] {
        guard lua.type(at: -1) == .table else {
            return Array("ERR ".utf8) + (lua.text(at: -1) ?? Array("unknown error".utf8))
        }
        return ScriptError(lua).error.bytes
    }

    /// Lets functions go.
    func forget(_ functions: [LibraryFunction]) {
        for function in functions { lua.forget(kept: function.kept) }
    }
}
