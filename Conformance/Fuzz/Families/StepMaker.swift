import ConformanceKit

/// Makes steps by chance, of all families together.
struct StepMaker {
    /// The part of calls that is made wrong in some way: one of so many.
    private static let wrongOneIn = 10

    var vocabulary: Vocabulary
    private let forms: StepForms

    init(_ forms: StepForms, seed: UInt64) {
        self.forms = forms
        vocabulary = Vocabulary(seed: seed, payloads: forms.payloads)
    }

    /// Makes the next step.
    mutating func step() -> FuzzStep {
        switch forms.slot(&vocabulary.random) {
        case .template(let template):
            var step = template.step(&vocabulary)
            if step.calls.count == 1, vocabulary.happens(onceIn: Self.wrongOneIn) {
                WrongCalls.spoil(&step.calls[0], &vocabulary)
            }
            return step
        case .script: return FuzzStep([script()])
        case .transaction: return transaction()
        }
    }

    /// Settings that make small values change their encoding; the usual ones every other time.
    mutating func settings() -> [FuzzStep] {
        guard vocabulary.happens(onceIn: 2), let templates = forms.settings else { return [] }
        return (0..<6).map { _ in
            templates[vocabulary.random.below(templates.count)].step(&vocabulary)
        }
    }

    /// One call that needs no other beside it, nor leaves the database.
    private mutating func plainCall() -> FuzzCall {
        while true {
            guard case .template(let template) = forms.plainSlot(&vocabulary.random) else {
                return FuzzCall("PING")
            }
            guard template.forms.count == 1 else { continue }
            var call = template.step(&vocabulary).calls[0]
            if vocabulary.happens(onceIn: Self.wrongOneIn) { WrongCalls.spoil(&call, &vocabulary) }
            return call
        }
    }

    /// Calls that tell something of the call behind them.
    private static let inquiries = [
        "COMMAND GETKEYS", "COMMAND GETKEYSANDFLAGS", "ACL DRYRUN default",
    ]

    /// A call from within a script, or one that is asked about.
    private mutating func script() -> FuzzCall {
        var call = plainCall()
        if vocabulary.happens(onceIn: 4) {
            let inquiry = Self.inquiries[vocabulary.random.below(Self.inquiries.count)]
            call.words = FuzzCall(inquiry).words + call.words
            call.rule = .exact
            return call
        }
        let wrapper = vocabulary.pick(ScriptTexts.wrappers)
        let name = Array((vocabulary.happens(onceIn: 6) ? "EVAL_RO" : "EVAL").utf8)
        let count = Array((vocabulary.happens(onceIn: 2) ? "0" : "1").utf8)
        call.words =
            [name, wrapper, count] + (count == [UInt8(ascii: "1")] ? [Array("s1".utf8)] : [])
            + call.words
        return call
    }

    private mutating func transaction() -> FuzzStep {
        var calls: [FuzzCall] = []
        if vocabulary.happens(onceIn: 3) {
            calls.append(FuzzCall([Array("WATCH".utf8), vocabulary.pick(WordKind.allKeys)]))
            if vocabulary.happens(onceIn: 2) { calls.append(plainCall()) }
        }
        calls.append(FuzzCall("MULTI"))
        let queued = (0..<(1 + vocabulary.random.below(6))).map { _ in plainCall() }
        // What is queued is answered at once, and by its own rule in the end.
        calls += queued.map { FuzzCall($0.words) }
        if vocabulary.happens(onceIn: 12) {
            calls.append(FuzzCall("DISCARD"))
        } else {
            calls.append(FuzzCall("EXEC", rule: .each(queued.map(\.rule))))
        }
        return FuzzStep(calls, isDivisible: true)
    }
}
