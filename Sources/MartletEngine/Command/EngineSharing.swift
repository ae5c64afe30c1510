/// Who shares an engine among those who use it, one at a time.
package protocol EngineSharing: AnyObject, Sendable {
    /// Whether scripts are to end, as the server stops.
    var endsScripts: Bool { get }

    /// Lets others use the engine for a moment, in the middle of a script that `client` has run. Called
    /// by whoever has the engine, who has it again afterwards.
    func letOthersIn(whileServing client: ClientHandle)
}

/// What is run for so long that others are told the server is busy.
package enum OverdueScript: Sendable {
    case script
    case function
}
