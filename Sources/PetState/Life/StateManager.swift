/// A pet in memory, and what of it isn't written yet.
///
/// It reads nothing and writes nothing itself: ``Life`` gives it what the storage has, and writes what
/// it asks for. Reads see what isn't written. It keeps the steps since the last write, so that they
/// can be done again with what another instance wrote meanwhile.
struct StateManager: Sendable {
    /// The pet, with all that happened.
    private(set) var pet: Pet
    private let rules: PetRules
    /// What the storage has, unless others write there, and the pet that it means; nil if none.
    private var stored: PetDocuments
    private var written: Pet?
    /// What was being written when the reply got lost: the storage may have it.
    private var uncertain: PetDocuments?
    private var pending = StepLog()

    /// Begins with what a storage has of a pet, which is born at so many seconds since 1970 if there is
    /// none.
    init(stored: PetDocuments, bornAt seconds: Double, _ rules: PetRules) throws(PetStateError) {
        self.rules = rules
        self.stored = stored
        written = try stored.pet(rules)
        pet = written ?? Pet(bornAt: seconds, rules: rules)
    }

    /// The systems that changed since they were written.
    var dirtySystems: [PetSystem] {
        guard let written else { return PetSystem.allCases }
        return PetSystem.allCases.filter { system in
            switch system {
            case .rhythm: pet.rhythm != written.rhythm
            case .energy: pet.energy != written.energy
            }
        }
    }

    /// Does a step.
    mutating func perform(_ step: LifeStep) {
        pet = step.applied(to: pet, rules)
        pending.append(step)
    }

    /// What is to be written at once.
    struct Write: Sendable {
        fileprivate let known: [PetDocuments]
        fileprivate let pet: Pet
        fileprivate let steps: StepLog
        fileprivate let rules: PetRules
        /// Whether the pet was born anew, so that all that was there goes.
        var isReset: Bool { steps.isReset }

        /// Returns the pet and its documents, given what the storage has: where others wrote there, the
        /// steps are done again with their pet.
        func merged(
            into documents: PetDocuments, bornAt seconds: Double
        ) throws(PetStateError) -> (documents: PetDocuments, pet: Pet) {
            if isReset { return (try PetDocuments().with(pet), pet) }
            var merged = pet
            if !known.contains(documents) {
                let base = try documents.pet(rules) ?? Pet(bornAt: seconds, rules: rules)
                merged = steps.applied(to: base, rules)
            }
            return (try documents.with(merged), merged)
        }
    }

    /// Begins a write, which has to end before the next begins.
    mutating func beginWrite() -> Write {
        defer { pending = StepLog() }
        return Write(
            known: [stored] + (uncertain.map { [$0] } ?? []), pet: pet, steps: pending,
            rules: rules)
    }

    /// Takes note of what was written. What happened meanwhile comes on top.
    mutating func endWrite(_ documents: PetDocuments, _ pet: Pet) {
        stored = documents
        uncertain = nil
        written = pet
        self.pet = pending.applied(to: pet, rules)
    }

    /// Takes note that nothing was written, or that it can't be told: then `documents` may be there.
    mutating func abandon(_ write: Write, possibly documents: PetDocuments?) {
        uncertain = documents ?? uncertain
        pending = write.steps.followed(by: pending)
    }
}
