import MartletEngine

/// What keys and the server take of memory.
enum MemoryCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .memory, summary: "Groups what tells of memory.",
            subcommands: [
                CommandSpec(
                    .memoryUsage, summary: "Tells how many bytes a key and its value take.",
                    run: memoryUsage),
                CommandSpec(
                    .memoryStats, summary: "Tells what the memory is used for.",
                    run: memoryStats),
                CommandSpec(
                    .memoryDoctor, summary: "Tells what is remarkable about the memory.",
                    run: memoryDoctor),
                CommandSpec(
                    .memoryMallocStats, summary: "Tells what the allocator counts.",
                    run: memoryMallocStats),
                CommandSpec(
                    .memoryPurge, summary: "Asks the allocator to give memory back.",
                    run: memoryPurge),
                CommandSpec(.memoryHelp, summary: "Explains the subcommands.", run: memoryHelp),
            ])
    ]

    /// Replies with a number of bytes, nil for a missing key.
    static func memoryUsage(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var samples = 5
        var options = arguments.cursor(from: 3)
        while options.remaining > 1, options.take("SAMPLES") {
            samples = try options.integer()
            if samples < 0 { throw .syntax }
        }
        try options.finish()
        guard let entry = call.keyspace.storedEntry(at: arguments[2]) else { return reply.null() }
        reply.integer(entry.memoryUsage(samples: samples))
    }

    /// Replies with prose.
    static func memoryDoctor(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let figures = MemoryFigures(&call)
        let doctor = MemoryDoctor(
            allocatedCount: figures.allocated, peakCount: figures.peak,
            residentCount: figures.resident)
        reply.verbatim(doctor.report.utf8.span)
    }

    /// Replies with lines of words and numbers.
    static func memoryMallocStats(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let figures = MemoryFigures(&call)
        let text = """
            allocator: libc
            allocated: \(figures.allocated)
            resident: \(figures.resident)

            """
        reply.verbatim(text.utf8.span)
    }

    /// Replies with `OK`. The allocator gives back by itself what it can.
    static func memoryPurge(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.ok()
    }

    /// Replies with a line or two on each subcommand.
    static func memoryHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "MEMORY",
            [
                "DOCTOR",
                "    Tells in words what is remarkable about the memory in use.",
                "MALLOC-STATS",
                "    Shows what the allocator counts.",
                "PURGE",
                "    Asks the allocator to give back what it doesn't need.",
                "STATS",
                "    Shows what the memory is used for.",
                "USAGE <key> [SAMPLES <count>]",
                "    Tells how many bytes <key> and its value take. Of the elements of a",
                "    collection, <count> are measured; 5 without the option, all with 0.",
            ])
    }
}
