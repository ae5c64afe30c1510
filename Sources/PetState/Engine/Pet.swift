/// A pet: a value that changes with time and by what is done with it. The same pet and the same time
/// make the same pet, bit by bit.
public struct Pet: Hashable, Sendable {
    /// The sense of the time of day.
    public var rhythm: Rhythm
    /// The strength.
    public var energy: Energy

    /// Makes a pet that is born at so many seconds since 1970.
    public init(bornAt seconds: Double, rules: PetRules = PetRules()) {
        rhythm = Rhythm(bornAt: seconds, rules)
        energy = Energy(bornAt: seconds, circadian: rhythm.circadian, rules)
    }

    /// Up to when the pet has lived, in seconds since 1970.
    public var lastUpdate: Double { rhythm.lastUpdate }

    /// Does something with the pet, at the time that it has reached.
    public mutating func perform(_ action: PetAction, rules: PetRules = PetRules()) {
        energy.add(rules.effect(of: action).energy)
    }

    /// Lets so many minutes pass. Time that isn't positive doesn't.
    ///
    /// A minute is a tick: it is calculated as a whole, more minutes one by one, so that it makes next
    /// to no difference into how many calls a time is cut; none at all at whole minutes.
    public mutating func tick(_ minutes: Double = 1, rules: PetRules = PetRules()) {
        guard minutes > 0, minutes.isFinite else { return }
        var offset: LocalTime.Offset?
        let whole = minutes.rounded(.down)
        var left = whole
        while left > 0 {
            step(1, rules, &offset)
            left -= 1
        }
        if minutes > whole { step(minutes - whole, rules, &offset) }
    }

    /// Lets time pass up to so many seconds since 1970, in whole minutes: what is left over passes
    /// with the next minute. So the pet is the same whoever looks how often. Returns the number of
    /// ticks, which is 0 if the clock was put back.
    ///
    /// - Parameter hours: How many hours the pet lives through at most. Of longer times the last
    ///   hours count; before them the phases go on, and the energy stays as it is.
    @discardableResult
    public mutating func advance(
        to seconds: Double, atMostHours hours: Double? = nil, rules: PetRules = PetRules()
    ) -> Int {
        let minutes = ((seconds - lastUpdate) / 60).rounded(.down)
        guard minutes >= 1, minutes.isFinite else { return 0 }
        let most = (min(hours ?? .infinity, rules.longestAbsenceHours) * 60).rounded(.down)
        let ticks = min(minutes, max(0, most))
        if minutes > ticks {
            var offset: LocalTime.Offset?
            rhythm.advance(minutes: minutes - ticks, rules, &offset)
            settle()
        }
        tick(ticks, rules: rules)
        return Int(ticks)
    }

    /// Lets a step of at most a minute pass, in the middle of which the pet is as awake as in all of it.
    private mutating func step(
        _ minutes: Double, _ rules: PetRules, _ offset: inout LocalTime.Offset?
    ) {
        let before = rhythm.internalPhase
        rhythm.advance(minutes: minutes, rules, &offset)
        let way = Phase.distance(from: before, to: rhythm.internalPhase)
        energy.advance(minutes: minutes, circadian: Rhythm.circadian(at: before + way / 2))
        settle()
    }

    private mutating func settle() {
        energy.circadianValue = rhythm.circadian
        energy.lastUpdate = rhythm.lastUpdate
    }
}
