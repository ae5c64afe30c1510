import MartletEngine

enum SortCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .sort, summary: "Returns or stores the elements of a collection in order.", run: sort),
        CommandSpec(
            .sortRo, summary: "Returns the elements of a collection in order.", run: sortRo),
    ]

    /// Replies with the elements, or with what GET looks up for each; with STORE, with their number.
    static func sort(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try SortOptions(arguments, mayStore: true)
        let elements = try sorted(arguments[1], options, &call)
        if let target = options.target {
            store(elements, options, at: target.span, &call, &reply)
        } else {
            write(elements, options, &call, &reply)
        }
    }

    /// Replies as SORT does.
    static func sortRo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try SortOptions(arguments, mayStore: false)
        write(try sorted(arguments[1], options, &call), options, &call, &reply)
    }

    private static func write(
        _ elements: [[UInt8]], _ options: SortOptions, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        call.tellOwn(in: &reply, at: reply.place)
        reply.array(elements.count * max(1, options.gets.count))
        for element in elements {
            if options.gets.isEmpty { reply.bulk(element.span) }
            for pattern in options.gets {
                let value = pattern.value(for: element, in: &call.keyspace)
                call.tellOwn(in: &reply, at: reply.place)
                if let value {
                    reply.bulk(value.span)
                } else {
                    reply.null()
                }
            }
        }
    }

    /// The list that is stored keeps to Redis's own limits of nodes, not to those that are set.
    private static func store(
        _ elements: [[UInt8]], _ options: SortOptions, at target: Span<UInt8>,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        let list = ListObject(limit: NodeLimit(-2))
        let threshold = call.quicklistPackedThreshold
        for element in elements {
            if options.gets.isEmpty {
                list.elements.push(element.span, at: .tail, plainFrom: threshold)
            }
            for pattern in options.gets {
                let value = pattern.value(for: element, in: &call.keyspace) ?? []
                list.elements.push(value.span, at: .tail, plainFrom: threshold)
            }
        }
        let count = list.count
        if count > 0 {
            call.keyspace.store(list, at: target)
            call.didModify(target, event: "sortstore", count: count)
        } else if call.keyspace.clear(target) {
            call.didModify(target, event: "del")
        }
        reply.integer(count)
    }

    /// Returns the elements of a collection that the options ask for, in the order they ask for.
    ///
    /// - Throws: `ReplyError.wrongType`, and the error for what is no number.
    private static func sorted(
        _ key: Span<UInt8>, _ options: SortOptions, _ call: inout CommandCall
    ) throws(ReplyError) -> [[UInt8]] {
        guard let source = try SortSource(key, &call) else { return [] }
        // A set has no order of its own that a replica or a script could rely on.
        let isForced =
            options.keepsOrder && source.isUnordered
            && (options.target != nil || call.nesting == .script)
        guard !options.keepsOrder || isForced else { return source.elements(options) }

        var elements = source.elements().map { SortElement($0) }
        let order = SortOrder(
            isDescending: options.isDescending, isText: options.isText || isForced,
            hasPattern: options.by != nil && !isForced, isBinary: options.target != nil)
        try order.weigh(&elements, by: isForced ? nil : options.by, in: &call.keyspace)
        let range = options.range(of: elements.count)
        if order.hasPattern, range.count < elements.count {
            order.sort(&elements, only: range)
        } else {
            elements.sort { first, second in order.compare(first, second) < 0 }
        }
        return elements[range].map(\.bytes)
    }
}
