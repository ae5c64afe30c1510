import MartletEngine

/// What stands behind the payload in a RESTORE.
struct RestoreOptions {
    private(set) var replaces = false
    private var isAbsolute = false
    private var idleSeconds: Int?
    private var frequency: Int?

    /// - Throws: `ReplyError.syntax`, `.notAnInteger`, and those for a time and a frequency that there
    ///   can't be.
    init(_ arguments: Arguments) throws(ReplyError) {
        var options = arguments.cursor(from: 4)
        while !options.isAtEnd {
            if options.take("REPLACE") {
                replaces = true
            } else if options.take("ABSTTL") {
                isAbsolute = true
            } else if options.remaining > 1, frequency == nil, options.take("IDLETIME") {
                let seconds = try options.integer()
                guard seconds >= 0 else {
                    throw ReplyError("ERR Invalid IDLETIME value, must be >= 0")
                }
                idleSeconds = seconds
            } else if options.remaining > 1, idleSeconds == nil, options.take("FREQ") {
                let count = try options.integer()
                guard (0...255).contains(count) else {
                    throw ReplyError("ERR Invalid FREQ value, must be >= 0 and <= 255")
                }
                frequency = count
            } else {
                break
            }
        }
        try options.finish()
    }

    /// Returns when the key expires, in milliseconds since 1970; nil if it lasts. As in Redis, a sum
    /// beyond all integers is long ago.
    ///
    /// - Throws: `ReplyError.notAnInteger`, and the one for a negative time.
    func deadline(_ arguments: Arguments, now: Int) throws(ReplyError) -> Int? {
        let time = try arguments.integer(at: 2)
        guard time >= 0 else { throw ReplyError("ERR Invalid TTL value, must be >= 0") }
        guard time > 0 else { return nil }
        return isAbsolute ? time : time &+ now
    }

    /// Notes how long ago, or how often, the value was used.
    func apply(at key: Span<UInt8>, _ keyspace: inout Keyspace) {
        let clock = keyspace.usage
        let usage: UInt32?
        if clock.policy.countsFrequency {
            usage = frequency.map(clock.usage(frequency:))
        } else {
            usage = idleSeconds.map(clock.usage(idleSeconds:))
        }
        if let usage { keyspace.entry(at: key, .peek)?.markUsed(usage) }
    }
}
