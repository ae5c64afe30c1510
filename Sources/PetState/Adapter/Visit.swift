/// A request about a pet.
struct Visit: Hashable, Sendable {
    /// When it came, in seconds since 1970.
    let time: Double
    /// What it asks for.
    let kind: Kind
    /// What tells it from others; nil if it may be done again.
    let request: RequestID?

    enum Kind: Hashable, Sendable {
        /// How the pet is.
        case look
        /// Something to do with the pet.
        case action(PetAction)
        /// That the pet lives through the time since the last visit, of which so many hours count.
        case catchUp(hours: Int)
        /// That the pet lives through so many hours which have not passed.
        case fastForward(hours: Int)
        /// That the pet is born anew.
        case reset
    }

    /// Whether the pet changes by more than time.
    var isDeed: Bool {
        switch kind {
        case .look, .catchUp: false
        case .action, .fastForward, .reset: true
        }
    }

    /// Changes the pet, and returns the number of minutes that it lived through.
    func apply(to pet: inout Pet, _ rules: PetRules) -> Int {
        switch kind {
        case .look: return pet.advance(to: time, rules: rules)
        case .catchUp(let hours):
            return pet.advance(to: time, atMostHours: Double(hours), rules: rules)
        case .action(let action):
            let ticks = pet.advance(to: time, rules: rules)
            pet.perform(action, rules: rules)
            return ticks
        case .fastForward(let hours):
            let ticks = pet.advance(to: time, rules: rules)
            pet.fastForward(hours: Double(hours), rules: rules)
            return ticks + hours * 60
        case .reset:
            pet = Pet(bornAt: time, rules: rules)
            return 0
        }
    }

    /// The same visit without what was done already.
    var repeated: Visit { Visit(time: time, kind: .look, request: request) }

    /// Returns the same visit with a key.
    func with(_ request: RequestID) -> Visit { Visit(time: time, kind: kind, request: request) }
}
