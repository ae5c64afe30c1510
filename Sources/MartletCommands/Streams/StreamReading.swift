import MartletEngine

/// The commands that read streams from an id on, and that may wait for more.
extension StreamCommands {
    static let reading: [CommandSpec] = [
        CommandSpec(
            .xread, summary: "Returns what was added to streams after some ids, or waits for it.",
            run: xread, serve: serveXread),
        CommandSpec(
            .xreadgroup, summary: "Returns what a group has yet to read, or waits for it.",
            run: xreadgroup, serve: serveXreadgroup),
    ]
}

// MARK: - XREAD

extension StreamCommands {
    /// Replies with the entries of each stream that has some, null if none has.
    static func xread(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try ReadRequest(
            arguments, byGroup: false, inScript: call.nesting == .script)
        let starts = try startsOfReading(arguments, request, &call)
        var streams = reply.streams
        for index in 0..<request.streamCount {
            let key = arguments[request.keys.lowerBound + index]
            let found = try call.stream(at: key, .read)
            reply.tellOwn(between: &streams, &call)
            guard let stream = found, stream.count > 0,
                stream.log.lastEntryID > starts[index], let first = starts[index].next
            else { continue }
            reply.nextStream(&streams, key)
            stream.write(
                StreamRange(first: first, last: .greatest), limit: request.limit, to: &reply)
        }
        guard streams.count == 0 else { return reply.finish(streams) }
        guard let timeout = request.timeout, call.canBlock else { return reply.nullArray() }
        var replacements: [Int: [UInt8]] = [:]
        for index in 0..<request.streamCount {
            let text = StreamIDText(starts[index])
            replacements[request.keys.upperBound + index] = [UInt8](text.span)
        }
        call.block(
            arguments, replacing: replacements, on: request.keys, until: .stream,
            timeout: timeout)
    }

    /// Returns the ids after which each stream is to be read; `$` is the last one of now.
    private static func startsOfReading(
        _ arguments: Arguments, _ request: ReadRequest, _ call: inout CommandCall
    ) throws(ReplyError) -> [StreamID] {
        var starts: [StreamID] = []
        for index in request.keys {
            let stream = try call.stream(at: arguments[index], .read)
            let text = arguments[index + request.streamCount]
            if text.isKeyword("$") {
                starts.append(stream?.log.lastID ?? .zero)
            } else if text.isKeyword(">") {
                throw ReplyError(
                    """
                    ERR The > ID can be specified only when calling XREADGROUP using the GROUP \
                    <group> <consumer> option.
                    """)
            } else {
                starts.append(try arguments.streamID(at: index + request.streamCount))
            }
        }
        return starts
    }

    private static func serveXread(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let stream = try call.stream(at: key, .write) else { return false }
        let request = try ReadRequest(arguments, byGroup: false)
        let start = try arguments.streamID(at: request.idIndex(of: key, arguments))
        guard stream.log.lastID > start, let first = start.next else { return false }
        var streams = reply.streams
        reply.nextStream(&streams, key)
        stream.write(
            StreamRange(first: first, last: .greatest),
            limit: request.limitedForWaiting.limit, to: &reply)
        reply.finish(streams)
        return true
    }
}
