import MartletEngine

/// What is done about scripts that take long.
extension Interpreter {
    /// Called from time to time while a script runs: lets others in if it takes too long, who may
    /// kill it.
    func watch() {
        current.with { call in
            let now = EngineClock.realMicroseconds
            let began = beganMicroseconds ?? now - call.microseconds(sinceCommandBegan: startTicks)
            beganMicroseconds = began
            if call.endsScripts { isKilled = true }
            if call.overdueScript == nil {
                let limit = call.settings.busyReplyThreshold
                guard limit > 0, (now - began) / 1000 >= limit, let run else { return }
                warn(milliseconds: (now - began) / 1000, run, &call)
                call.didBecomeOverdue(run.isEval ? .script : .function)
            }
            call.letOthersIn()
        }
    }

    private func warn(milliseconds: Int, _ run: ScriptRun, _ call: inout CommandCall) {
        let name = String(decoding: run.name, as: UTF8.self)
        let command = run.isEval ? "SCRIPT" : "FUNCTION"
        call.host.log(
            "The script \(name) has been running for \(milliseconds) ms; \(command) KILL may end it",
            .warning)
    }

    /// The milliseconds for which the script has been running that takes too long.
    var overdueMilliseconds: Int {
        beganMicroseconds.map { (EngineClock.realMicroseconds - $0) / 1000 } ?? 0
    }

    /// Makes the script end that runs.
    ///
    /// - Parameter isFunction: Whether it is a function that the client wants to end.
    /// - Throws: The error if it has changed something, or if it is not what the client takes it for.
    func kill(isFunction: Bool) throws(ReplyError) {
        guard let run else { throw .notBusy }
        if run.terms.hasWritten { throw .unkillable }
        if run.isEval == isFunction { throw .busy(isFunction ? .script : .function) }
        isKilled = true
    }
}
