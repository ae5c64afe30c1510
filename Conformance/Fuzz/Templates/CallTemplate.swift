import ConformanceKit

/// The form of a call, from which calls are made by chance.
///
///     SET <string> <value> [NX|XX] [GET]          optional words, alternatives
///     DEL <key>+                                  once or several times
///     ZUNION #<zset> [WEIGHTS =<float>]           a number and so many; as many again
///     .unordered> SMEMBERS <set>                  how replies are compared
///     3* GET <string>                             three times as often as others
///     SPOP <set> <small> ;; DEL @                 calls that belong together; the first key again
struct CallTemplate {
    /// A part of the form.
    indirect enum Part {
        case word([UInt8])
        case chosen(WordKind)
        case optional([Part])
        case oneOf([[Part]])
        case repeated(Part)
        /// A number, and so many of the part.
        case counted(Part)
        /// The part as often as the last that was counted.
        case asCounted(Part)
        case firstKey
    }

    /// One call of those that belong together.
    struct Form {
        var parts: [Part]
        var rule: ReplyRule
    }

    var forms: [Form]
    /// How often it is used beside others.
    var weight: Int

    /// Makes calls by chance.
    func step(_ vocabulary: inout Vocabulary) -> FuzzStep {
        vocabulary.forgetKeys()
        return FuzzStep(
            forms.map { form in
                var words: [[UInt8]] = []
                words.reserveCapacity(8)
                for part in form.parts { Self.append(part, to: &words, &vocabulary) }
                return FuzzCall(words, rule: form.rule)
            })
    }

    private static func append(
        _ part: Part, to words: inout [[UInt8]], _ vocabulary: inout Vocabulary
    ) {
        switch part {
        case .word(let word): words.append(word)
        case .chosen(let kind): vocabulary.append(kind, to: &words)
        case .optional(let parts):
            guard vocabulary.random.below(5) < 2 else { return }
            for part in parts { append(part, to: &words, &vocabulary) }
        case .oneOf(let choices):
            for part in choices[vocabulary.random.below(choices.count)] {
                append(part, to: &words, &vocabulary)
            }
        case .repeated(let part):
            for _ in 0..<vocabulary.repetitions() { append(part, to: &words, &vocabulary) }
        case .counted(let part):
            let count = vocabulary.repetitions()
            words.append(Array(String(count).utf8))
            for _ in 0..<count { append(part, to: &words, &vocabulary) }
            vocabulary.lastCount = count
        case .asCounted(let part):
            for _ in 0..<vocabulary.lastCount { append(part, to: &words, &vocabulary) }
        case .firstKey: words.append(vocabulary.firstKey)
        }
    }
}
