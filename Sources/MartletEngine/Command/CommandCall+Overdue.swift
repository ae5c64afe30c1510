/// Scripts that take longer than `busy-reply-threshold`.
///
/// From then on, whoever runs the script calls `letOthersIn` again and again. Others may use the engine
/// meanwhile, but all that they want of the data is refused: a script is one step for everybody.
extension CommandCall {
    /// Makes others be told that the server is busy.
    package mutating func didBecomeOverdue(_ script: OverdueScript) {
        overdueScript = script
    }

    /// Ends what `didBecomeOverdue` began. What was due meanwhile is done soon.
    package mutating func endOverdue() {
        guard overdueScript != nil else { return }
        overdueScript = nil
        hasEarlyDeadline = true
    }

    /// Refuses what is not allowed while a script takes too long.
    ///
    /// - Throws: The error that says so, if one does.
    package mutating func refuseWhileBusy() throws(ReplyError) {
        if let overdueScript { throw .busy(overdueScript) }
    }

    /// Returns the microseconds that passed since the command began, at a sample of the clock; 0 if
    /// time passes by hand.
    package mutating func microseconds(sinceCommandBegan ticks: UInt64) -> Int {
        clock.isManual ? 0 : Int(clock.microseconds(ticks: clock.sample() &- ticks))
    }

    /// Whether the script that runs is to end, as the server stops.
    package var endsScripts: Bool {
        mutating get { sharing?.endsScripts ?? false }
    }

    /// Lets others use the engine, and puts everything back to where the script left it.
    package mutating func letOthersIn() {
        guard let sharing else { return }
        let state = StateOfScript(of: &self)
        var messages = OwnMessages()
        nesting = nil
        server = nil
        hiddenArguments = []
        largeArguments = []
        isReplyTrimmed = false
        tracking.pending = []
        swap(&own, &messages)
        sharing.letOthersIn(whileServing: state.client.handle)
        swap(&own, &messages)
        state.restore(&self)
    }
}

extension ReplyError {
    /// The server is busy with a script.
    package static func busy(_ script: OverdueScript) -> ReplyError {
        switch script {
        case .script:
            ReplyError(
                """
                BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN \
                NOSAVE.
                """)
        case .function:
            ReplyError(
                """
                BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN \
                NOSAVE.
                """)
        }
    }
}

/// What a script goes on with after others had the engine.
private struct StateOfScript {
    let client: Client
    private let server: Client?
    private let database: Int
    private let gate: Gate
    private let nesting: CommandCall.Nesting?
    private let rows: (row: Int, outermost: Int)
    private let startTicks: UInt64
    private let now: Int
    private let hiddenArguments: [Range<Int>]
    private let largeArguments: [LargeArgument]
    private let isReplyTrimmed: Bool
    private let parts: (areHushed: Bool, haveEnded: Bool)
    private let programWaits: Bool
    private let pending: [[UInt8]?]

    init(of call: inout CommandCall) {
        client = call.client
        server = call.server
        database = call.selected
        gate = call.gate
        nesting = call.nesting
        rows = (call.row, call.outermostRow)
        startTicks = call.startTicks
        now = call.keyspace.now
        hiddenArguments = call.hiddenArguments
        largeArguments = call.largeArguments
        isReplyTrimmed = call.isReplyTrimmed
        parts = (call.partsAreHushed, call.partsHaveEnded)
        programWaits = call.programWaits
        pending = call.tracking.pending
    }

    func restore(_ call: inout CommandCall) {
        call.client = client
        call.server = server
        call.take(database)
        call.gate = gate
        call.nesting = nesting
        (call.row, call.outermostRow) = rows
        call.startTicks = startTicks
        call.keyspace.now = now
        call.hiddenArguments = hiddenArguments
        call.largeArguments = largeArguments
        call.isReplyTrimmed = isReplyTrimmed
        (call.partsAreHushed, call.partsHaveEnded) = parts
        call.programWaits = programWaits
        call.tracking.pending = pending
    }
}
