/// A key among a command's arguments.
package struct KeyReference: Sendable, Equatable {
    /// The index of the argument; the command's name is at 0.
    package let position: Int
    package let flags: KeyFlags

    package init(position: Int, flags: KeyFlags) {
        self.position = position
        self.flags = flags
    }
}

/// Finds the keys among a command's arguments: by its key specs, or where they don't tell all, by
/// what the command itself makes of its arguments.
package enum KeySearch {
    /// Returns whether the command can have keys at all.
    package static func mayFindKeys(of command: CommandFacts) -> Bool {
        command.keySpecs.contains { spec in !spec.flags.contains(.notKey) }
    }

    /// Returns the keys of `command`, whose name is the first of `arguments` — of a subcommand, the
    /// second. None stands for arguments that the command would refuse, too.
    package static func keys(
        of command: CommandFacts, in arguments: Arguments
    ) -> [KeyReference] {
        let specs = command.keySpecs
        if !specs.contains(where: { $0.flags.contains(.variableFlags) }),
            let keys = keys(by: specs, in: arguments)
        {
            return keys
        }
        switch command.fullName {
        case "set": return [setKey(in: arguments)]
        case "sort", "sort_ro": return sortKeys(in: arguments, mayStore: command.fullName == "sort")
        case "bitfield": return [bitfieldKey(in: arguments)]
        case "migrate": return migratedKeys(in: arguments)
        default: return countedKeys(by: specs, in: arguments)
        }
    }

    /// Returns the keys that the specs find, or nil if one doesn't fit the arguments or tells too
    /// little.
    private static func keys(by specs: [KeySpec], in arguments: Arguments) -> [KeyReference]? {
        var keys: [KeyReference] = []
        for spec in specs where !spec.flags.contains(.notKey) {
            if spec.beginSearch == .unknown { return nil }
            guard let begin = begin(of: spec, in: arguments) else { continue }
            guard let range = range(of: spec, from: begin, in: arguments),
                range.first <= range.last, range.last < arguments.count
            else { return nil }
            for position in stride(from: range.first, through: range.last, by: range.step) {
                keys.append(KeyReference(position: position, flags: spec.flags))
            }
            if spec.flags.contains(.incomplete) { return nil }
        }
        return keys
    }

    /// Returns where the search begins, or nil if the keyword isn't there.
    private static func begin(of spec: KeySpec, in arguments: Arguments) -> Int? {
        switch spec.beginSearch {
        case .index(let index): return index
        case .keyword(let keyword, let startFrom):
            let isForward = startFrom > 0
            let start = isForward ? startFrom : arguments.count + startFrom
            // As in Redis, the last place that is looked at is the one before the end.
            let end = isForward ? arguments.count - 1 : 1
            for position in stride(from: start, to: end, by: start <= end ? 1 : -1) {
                guard (1..<arguments.count).contains(position) else { return nil }
                if arguments.hasWord(keyword, at: position) { return position + 1 }
            }
            return nil
        case .unknown: return nil
        }
    }

    /// Returns the first and the last key, or nil if the arguments don't tell.
    private static func range(
        of spec: KeySpec, from begin: Int, in arguments: Arguments
    ) -> (first: Int, last: Int, step: Int)? {
        switch spec.findKeys {
        case .range(let lastKey, let keyStep, _) where lastKey >= 0:
            return (begin, begin + lastKey, keyStep)
        case .range(let lastKey, let keyStep, let limit) where limit == 0:
            return (begin, arguments.count + lastKey, keyStep)
        case .range(let lastKey, let keyStep, let limit):
            return (begin, begin + (arguments.count - begin) / limit + lastKey, keyStep)
        case .keyNumber(let index, let firstKey, let keyStep):
            let position = begin + index
            guard position < arguments.count,
                let count = arguments[position].parseInteger(), count >= 0
            else { return nil }
            // Redis keeps the number in a C int.
            let kept = Int(Int32(truncatingIfNeeded: count))
            return (begin + firstKey, begin + firstKey - 1 + kept, keyStep)
        case .unknown:
            return nil
        }
    }
}

// MARK: - Commands whose flags depend on other arguments

extension KeySearch {
    /// The key of SET, which reads it too with the option GET.
    private static func setKey(in arguments: Arguments) -> KeyReference {
        var position = 3
        while position < arguments.count {
            if arguments[position].isKeyword("GET") {
                return KeyReference(position: 1, flags: [.readWrite, .access, .update])
            }
            position += 1
        }
        return KeyReference(position: 1, flags: [.overwrite, .update])
    }

    /// The keys of SORT: what is sorted, and where the last STORE puts it.
    private static func sortKeys(in arguments: Arguments, mayStore: Bool) -> [KeyReference] {
        let source = KeyReference(position: 1, flags: [.readOnly, .access])
        var target: KeyReference?
        var position = 2
        while mayStore, position < arguments.count {
            if arguments[position].isKeyword("LIMIT") {
                position += 2
            } else if arguments[position].isKeyword("GET") || arguments[position].isKeyword("BY") {
                position += 1
            } else if arguments[position].isKeyword("STORE"), position + 1 < arguments.count {
                target = KeyReference(position: position + 1, flags: [.overwrite, .update])
            }
            position += 1
        }
        return [source] + (target.map { [$0] } ?? [])
    }

    /// The key of BITFIELD, which only reads it if every subcommand is GET.
    private static func bitfieldKey(in arguments: Arguments) -> KeyReference {
        var position = 2
        while position < arguments.count {
            let remaining = arguments.count - position - 1
            if arguments[position].isKeyword("GET"), remaining >= 2 {
                position += 3
            } else if arguments[position].isKeyword("OVERFLOW"), remaining >= 1 {
                position += 2
            } else {
                return KeyReference(position: 1, flags: [.readWrite, .access, .update])
            }
        }
        return KeyReference(position: 1, flags: [.readOnly, .access])
    }
}

extension KeySearch {
    /// The keys behind a number of them that the specs couldn't read, as C's `atoi` reads it; behind
    /// them the key where the result is stored.
    private static func countedKeys(by specs: [KeySpec], in arguments: Arguments) -> [KeyReference]
    {
        for spec in specs {
            guard case .keyNumber(let index, let firstKey, _) = spec.findKeys,
                case .index(let begin) = spec.beginSearch, begin + index < arguments.count
            else { continue }
            let count = arguments[begin + index].leadingInteger()
            let first = begin + firstKey
            guard count > 0, count <= arguments.count - first else { return [] }
            let target = specs.contains { $0.flags.contains(.overwrite) } ? [1] : []
            return (first..<first + count).map { KeyReference(position: $0, flags: []) }
                + target.map { KeyReference(position: $0, flags: []) }
        }
        return []
    }

    /// The keys of MIGRATE: the third argument, or if that is empty, those behind KEYS.
    private static func migratedKeys(in arguments: Arguments) -> [KeyReference] {
        let flags: KeyFlags = [.readWrite, .access, .delete]
        var positions = 3..<4
        var position = 6
        while position < arguments.count {
            if arguments[position].isKeyword("KEYS") {
                positions = position + 1..<arguments.count
                if arguments[3].count > 0 { return [] }
                break
            } else if arguments[position].isKeyword("AUTH") {
                position += 1
            } else if arguments[position].isKeyword("AUTH2") {
                position += 2
            }
            position += 1
        }
        return positions.map { KeyReference(position: $0, flags: flags) }
    }
}

extension Arguments {
    /// Returns the arguments from `index` on: those of a command within a command.
    @_lifetime(copy self)
    package func suffix(from index: Int) -> Arguments {
        Arguments(bytes: bytes, slots: slots.extracting(index..<slots.count))
    }

    /// Returns whether the argument at `index` is `word`, in any case.
    fileprivate func hasWord(_ word: String, at index: Int) -> Bool {
        String(copying: self[index]).lowercased() == word.lowercased()
    }
}
