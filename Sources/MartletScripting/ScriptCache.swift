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
        for i in 0..<40 {
            guard let value = Self.digit(text[i]) else { return nil }
            digest.words[i / 8] = digest.words[i / 8] << 4 | value
        }
        self = digest
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }
}
