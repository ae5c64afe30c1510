public import LayerSupport
import MartletClient

/// What is found out about documents beforehand. All functions throw ``RedisError``.
extension CompletionCache {
    /// Finds out what a document consists of, keeps it for an hour, and returns it: a digest of the
    /// document's size, and its headings, lists, code blocks and links, line by line.
    @discardableResult
    public func precomputeContext(_ document: String, _ content: String) async throws -> JSONValue {
        let context = Self.context(of: document, content, now: now)
        let text = context.text()
        _ = try await cache.run(isRepeatable: true) { client in
            try await client.set(
                keys.precomputed(document), text, expiry: .after(Self.contextTTL))
        }
        return context
    }

    /// Returns what was found out about a document, nil if nothing is kept.
    public func precomputedContext(_ document: String) async throws -> JSONValue? {
        try await cache.run(isRepeatable: true) { client in
            let bytes = try await client.getBytes(keys.precomputed(document))
            return bytes.flatMap { try? JSONParser.value(of: $0) }
        }
    }

    static func context(of document: String, _ content: String, now: String) -> JSONValue {
        let lines = content.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        let texts = lines.map { (line: $0, text: $0.withoutBlanks) }
        func chosen(where isWanted: (String) -> Bool) -> JSONValue {
            .array(texts.filter { isWanted($0.text) }.map { .string($0.line) })
        }
        let patterns: JSONValue = [
            "headings": .array(lines.filter { $0.starts(exactly: "#") }.map { .string($0) }),
            "lists": chosen { text in ["-", "*", "+"].contains { text.starts(exactly: $0) } },
            "code_blocks": chosen { $0.starts(exactly: "```") },
            "links": chosen { $0.contains(exactly: "[") && $0.contains(exactly: "](") },
        ]
        let size = "\(document):\(content.unicodeScalars.count):\(lines.count)"
        return [
            "hash": .string(MD5.hex(of: size)), "patterns": patterns, "computed_at": .string(now),
        ]
    }
}

extension String {
    /// The text without what Python's `strip` removes at both ends.
    fileprivate var withoutBlanks: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Returns whether the text begins with another, whatever marks follow.
    fileprivate func starts(exactly text: String) -> Bool { utf8.starts(with: text.utf8) }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        properties.isWhitespace || "\u{1c}"..."\u{1f}" ~= self
    }
}
