import MartletEngine

/// The scripts that EVALSHA knows, by their SHA-1.
struct ScriptCache {
    /// A script that was compiled.
    struct Script {
        /// The forty digits, in small letters.
        let name: [UInt8]
        let flags: ScriptFlags
        /// The number by which the interpreter keeps the function.
        let kept: Int
        /// The bytes of the text.
        let textCount: Int
    }

    private var scripts: [SHA1Digest: Script] = [:]
    /// The script that ran last: it is often the one that runs next.
    private var last: (digest: SHA1Digest, script: Script)?
    /// The bytes of all texts and names.
    private(set) var byteCount = 0

    var count: Int { scripts.count }

    /// Returns the script of a digest.
    mutating func script(_ digest: SHA1Digest) -> Script? {
        if let last, last.digest == digest { return last.script }
        guard let script = scripts[digest] else { return nil }
        last = (digest, script)
        return script
    }

    /// Returns the script whose digest is written so, in letters of either case.
    mutating func script(named text: Span<UInt8>) -> Script? {
        if let last, last.script.name.span.isEqual(to: text) { return last.script }
        guard let digest = SHA1Digest(hexadecimal: text) else { return nil }
        return script(digest)
    }

    mutating func insert(_ script: Script, _ digest: SHA1Digest) {
        scripts[digest] = script
        byteCount += script.textCount + script.name.count
    }
}

extension SHA1Digest: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(words[0]) << 32 | UInt64(words[1]))
    }

    /// Reads forty digits in either case; nil if they are none.
    init?(hexadecimal text: Span<UInt8>) {
        guard text.count == 40 else { return nil }
        var digest = SHA1Digest.zero
        for i in 0..<5 {
            guard let word = Self.word(text.extracting(8 * i..<8 * i + 8)) else { return nil }
            digest.words[i] = word
        }
        self = digest
    }

    private static func word(_ text: Span<UInt8>) -> UInt32? {
        var word: UInt32 = 0
        for i in text.indices {
            // Without a branch for each kind of digit: which comes next can't be foreseen.
            let (digit, letter) = (text[i] &- 0x30, (text[i] | 0x20) &- 0x61)
            guard digit <= 9 || letter <= 5 else { return nil }
            word = word &<< 4 | UInt32(digit <= 9 ? digit : letter &+ 10)
        }
        return word
    }
}
