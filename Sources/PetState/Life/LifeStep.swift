/// What happened to a life and isn't written yet.
enum LifeStep: Hashable, Sendable {
    /// So many times so many minutes passed.
    case ticks(count: Int, minutes: Double)
    /// Something was done with the pet.
    case action(PetAction)
    /// The pet was born anew, at so many seconds since 1970.
    case reset(at: Double)

    /// Returns what becomes of a pet.
    func applied(to pet: Pet, _ rules: PetRules) -> Pet {
        var pet = pet
        switch self {
        case .ticks(let count, let minutes):
            for _ in 0..<count { pet.tick(minutes, rules: rules) }
        case .action(let action): pet.perform(action, rules: rules)
        case .reset(let seconds): pet = Pet(bornAt: seconds, rules: rules)
        }
        return pet
    }
}

/// Steps in their order, of which equal ticks are counted only.
struct StepLog: Hashable, Sendable {
    private(set) var steps: [LifeStep] = []

    /// Whether what was before the steps doesn't matter.
    var isReset: Bool {
        if case .reset = steps.first { true } else { false }
    }

    mutating func append(_ step: LifeStep) {
        if case .reset = step { steps = [] }
        if case .ticks(let more, let minutes) = step,
            case .ticks(let count, minutes) = steps.last
        {
            steps[steps.count - 1] = .ticks(count: count + more, minutes: minutes)
        } else {
            steps.append(step)
        }
    }

    func followed(by other: StepLog) -> StepLog {
        var log = self
        for step in other.steps { log.append(step) }
        return log
    }

    func applied(to pet: Pet, _ rules: PetRules) -> Pet {
        steps.reduce(pet) { $1.applied(to: $0, rules) }
    }
}
