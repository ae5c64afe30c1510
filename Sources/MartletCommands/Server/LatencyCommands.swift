import MartletEngine

/// What tells how long commands take, and when they took too long.
enum LatencyCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .latency, summary: "Groups what tells how long things take.",
            subcommands: [
                CommandSpec(
                    .latencyDoctor, summary: "Tells in prose what took long, and why.",
                    run: doctor),
                CommandSpec(
                    .latencyGraph, summary: "Draws the spikes of a kind of event.", run: graph),
                CommandSpec(
                    .latencyHistogram, summary: "Tells how often commands took how long.",
                    run: histogram),
                CommandSpec(
                    .latencyHistory, summary: "Tells the spikes of a kind of event.",
                    run: history),
                CommandSpec(
                    .latencyLatest, summary: "Tells the last spike of each kind of event.",
                    run: latest),
                CommandSpec(.latencyReset, summary: "Forgets spikes.", run: reset),
                CommandSpec(.latencyHelp, summary: "Shows what LATENCY can do.", run: help),
            ])
    ]

    /// Replies with an array for each kind of event: name, time, milliseconds, most milliseconds.
    static func latest(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let events = call.latency.events
        reply.array(events.count)
        for event in events {
            reply.array(4)
            reply.bulk(event.name)
            reply.integer(event.samples.last?.seconds ?? 0)
            reply.integer(event.samples.last?.milliseconds ?? 0)
            reply.integer(event.longestMilliseconds)
        }
    }

    /// Replies with pairs of a time and milliseconds, the oldest first.
    static func history(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let samples = call.latency.event(called: arguments[2])?.samples ?? []
        reply.array(samples.count)
        for sample in samples {
            reply.array(2)
            reply.integer(sample.seconds)
            reply.integer(sample.milliseconds)
        }
    }

    /// Replies with the number of kinds of events that are forgotten.
    static func reset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count > 2 else {
            return reply.integer(call.latency.remove { _ in true })
        }
        var count = 0
        var names = arguments.cursor(from: 2)
        while let name = names.next() {
            guard let event = call.latency.event(called: name)?.name else { continue }
            count += call.latency.remove { $0.name == event }
        }
        reply.integer(count)
    }

    /// Replies with a picture of the spikes.
    static func graph(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let event = call.latency.event(called: arguments[2]) else {
            throw .noSamples(of: arguments[2])
        }
        let now = call.clock.wallMicroseconds / 1_000_000
        reply.verbatim(LatencyGraph(event, now: now).text.utf8.span)
    }

    /// Replies with a text.
    static func doctor(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.verbatim(LatencyDoctor(call).text.utf8.span)
    }

    /// Replies with a line or more about each subcommand.
    static func help(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "LATENCY",
            [
                "DOCTOR",
                "    Tells in prose what took long, and what to look at.",
                "GRAPH <event>",
                "    Draws the spikes of a kind of event.",
                "HISTOGRAM [<command> ...]",
                "    Returns how often each command, or those named, took how long.",
                "HISTORY <event>",
                "    Returns the times and lengths of the spikes of a kind of event.",
                "LATEST",
                "    Returns the last and the longest spike of each kind of event.",
                "RESET [<event> ...]",
                "    Forgets the spikes of every kind of event, or of those named.",
            ])
    }
}

extension LatencyMonitor {
    /// The kind of event with this name, or nil if none was seen.
    func event(called name: Span<UInt8>) -> Event? {
        let name = String(copying: name)
        return events.first { $0.name == name }
    }
}

extension ReplyError {
    static func noSamples(of event: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR No samples available for event '".utf8)
                + [UInt8](event.prefixOfText(.max)) + Array("'".utf8))
    }
}
