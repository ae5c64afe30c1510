import MartletEngine

/// COMMAND INFO: what clients have to know.
extension CommandCommands {
    /// Replies with what each of the named commands is, or all of them; null stands for a name that
    /// no command has.
    static func commandInfo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count > 2 else {
            reply.array(call.table.specs.count)
            for spec in call.table.specs { reply.describe(spec) }
            return
        }
        reply.array(arguments.count - 2)
        var names = arguments.cursor(from: 2)
        while let name = names.next() {
            if let spec = call.table.spec(called: String(copying: name)) {
                reply.describe(spec)
            } else {
                reply.null()
            }
        }
    }
}

extension ReplyWriter {
    /// Writes a command as COMMAND INFO does.
    fileprivate mutating func describe(_ spec: CommandSpec) {
        let facts = spec.facts
        array(10)
        bulk(spec.fullName)
        integer(facts.arity)
        statusSet(facts.flags)
        integer(facts.keyRange.first)
        integer(facts.keyRange.last)
        integer(facts.keyRange.step)
        let categories = facts.categories.names
        set(categories.count)
        for category in categories { status(text: "@\(category)") }
        set(facts.tips.count)
        for tip in facts.tips { bulk(tip) }
        let keySpecs = facts.keySpecs
        set(keySpecs.count)
        for keySpec in keySpecs { describe(keySpec) }
        guard !spec.subcommands.isEmpty else { return set(0) }
        array(spec.subcommands.count)
        for subcommand in spec.subcommands { describe(subcommand) }
    }

    /// Writes the names of options, as a set of statuses.
    mutating func statusSet(_ options: some NamedOptions) {
        let names = options.names
        set(names.count)
        for name in names { status(text: name) }
    }

    private mutating func describe(_ keySpec: KeySpec) {
        map(keySpec.notes == nil ? 3 : 4)
        if let notes = keySpec.notes {
            bulk("notes")
            bulk(notes)
        }
        bulk("flags")
        statusSet(keySpec.flags)
        bulk("begin_search")
        describe(keySpec.beginSearch)
        bulk("find_keys")
        describe(keySpec.findKeys)
    }

    private mutating func describe(_ search: KeySpec.BeginSearch) {
        switch search {
        case .index(let index):
            describe("index", fieldCount: 1)
            field("index", index)
        case .keyword(let keyword, let startFrom):
            describe("keyword", fieldCount: 2)
            bulk("keyword")
            bulk(keyword)
            field("startfrom", startFrom)
        case .unknown:
            describe("unknown", fieldCount: 0)
        }
    }

    private mutating func describe(_ search: KeySpec.FindKeys) {
        switch search {
        case .range(let lastKey, let keyStep, let limit):
            describe("range", fieldCount: 3)
            field("lastkey", lastKey)
            field("keystep", keyStep)
            field("limit", limit)
        case .keyNumber(let index, let firstKey, let keyStep):
            describe("keynum", fieldCount: 3)
            field("keynumidx", index)
            field("firstkey", firstKey)
            field("keystep", keyStep)
        case .unknown:
            describe("unknown", fieldCount: 0)
        }
    }

    /// Writes the head of a search; its fields follow.
    private mutating func describe(_ type: String, fieldCount: Int) {
        map(2)
        bulk("type")
        bulk(type)
        bulk("spec")
        map(fieldCount)
    }

    private mutating func field(_ name: String, _ value: Int) {
        bulk(name)
        integer(value)
    }
}
