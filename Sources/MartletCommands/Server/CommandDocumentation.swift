import MartletEngine

/// COMMAND DOCS: what people want to know.
extension CommandCommands {
    /// Replies with the documentation of each of the named commands, or of all, by their names.
    static func commandDocs(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var specs = call.table.specs
        if arguments.count > 2 {
            specs = []
            var names = arguments.cursor(from: 2)
            while let name = names.next() {
                guard let spec = call.table.spec(called: String(copying: name)) else { continue }
                specs.append(spec)
            }
        }
        reply.map(specs.count)
        for spec in specs { reply.document(spec) }
    }
}

extension ReplyWriter {
    /// Writes a command's name and its documentation.
    fileprivate mutating func document(_ spec: CommandSpec) {
        let docs = spec.facts.docs
        bulk(spec.fullName)
        let place = place
        var count = 3
        field("summary", spec.summary)
        field("since", docs.since)
        field("group", docs.group.rawValue)
        count += field("complexity", docs.complexity)
        if !docs.flags.isEmpty {
            bulk("doc_flags")
            statusSet(docs.flags)
            count += 1
        }
        count += field("deprecated_since", docs.deprecatedSince)
        count += field("replaced_by", docs.replacedBy)
        if !docs.history.isEmpty {
            bulk("history")
            set(docs.history.count)
            for change in docs.history {
                array(2)
                bulk(change.version)
                bulk(change.text)
            }
            count += 1
        }
        count += document(docs.arguments)
        if !spec.subcommands.isEmpty {
            bulk("subcommands")
            map(spec.subcommands.count)
            for subcommand in spec.subcommands { document(subcommand) }
            count += 1
        }
        finishMap(at: place, count: count)
    }

    /// Writes the field for arguments; returns the number of fields written, 1 or none.
    private mutating func document(_ arguments: [CommandArgument]) -> Int {
        guard !arguments.isEmpty else { return 0 }
        bulk("arguments")
        array(arguments.count)
        for argument in arguments { document(argument) }
        return 1
    }

    private mutating func document(_ argument: CommandArgument) {
        let place = place
        var count = 2
        field("name", argument.name)
        field("type", argument.kind.rawValue)
        count += field("display_text", argument.displayText)
        if let index = argument.keySpec {
            bulk("key_spec_index")
            integer(index)
            count += 1
        }
        count += field("token", argument.token)
        count += field("since", argument.since)
        count += field("deprecated_since", argument.deprecatedSince)
        if !argument.flags.isEmpty {
            bulk("flags")
            statusSet(argument.flags)
            count += 1
        }
        count += document(argument.arguments)
        finishMap(at: place, count: count)
    }

    private mutating func field(_ name: String, _ value: String) {
        bulk(name)
        bulk(value)
    }

    /// Writes a field if there is a value; returns the number of fields written, 1 or none.
    private mutating func field(_ name: String, _ value: String?) -> Int {
        guard let value else { return 0 }
        field(name, value)
        return 1
    }
}
