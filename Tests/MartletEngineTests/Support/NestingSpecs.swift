import MartletEngine

/// Commands that run others as their parts: `nest` as a transaction does, `script` as a script does.
/// A slash stands between two parts.
enum NestingSpecs {
    static func all(_ clock: ManualClock) -> [CommandSpec] {
        [
            .made("nest", arity: -2, flags: [.write]) { arguments, call, reply in
                runParts(of: arguments, .transaction, &call, &reply)
            },
            .made("script", arity: -2, flags: [.write, .skipMonitor]) { arguments, call, reply in
                call.feedMonitors(arguments, &reply)
                runParts(of: arguments, .script, &call, &reply)
            },
            .made("sleep") { arguments, call, reply throws(ReplyError) in
                clock.advance(byMicroseconds: try arguments.integer(at: 1))
                reply.ok()
            },
            .made("keep") { arguments, call, reply throws(ReplyError) in
                let end = call.now + (try arguments.integer(at: 2))
                call.keyspace.setString("v".utf8.span, at: arguments[1], expiry: .at(end))
                reply.integer(end)
            },
            .made("there", arity: 2) { arguments, call, reply in
                reply.integer(call.keyspace.contains(arguments[1]) ? 1 : 0)
            },
            .made("fail") { _, _, _ throws(ReplyError) in throw .syntax },
            .made("hush") { _, call, reply in
                call.hide(1..<2)
                reply.ok()
            },
            .made("large", arity: 2) { _, call, reply in
                reply.integer(call.largeArgument(at: 1)?.count ?? -1)
            },
        ]
    }

    private static func runParts(
        of arguments: Arguments, _ nesting: CommandCall.Nesting, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        let outer = call.beginNesting(nesting)
        defer { call.endNesting(outer) }
        var list = ArgumentList()
        for index in 1...arguments.count {
            let isEnd = index == arguments.count || arguments[index].isEqual(to: "/".utf8.span)
            guard isEnd else {
                list.append(arguments[index])
                continue
            }
            if let command = call.find(&list) {
                call.runNested(command, &list, &reply)
            } else {
                call.countRejected(.syntax, of: nil)
            }
            list.removeAll()
        }
    }
}
