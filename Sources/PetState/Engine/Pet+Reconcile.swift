extension Pet {
    /// Brings both halves to the same time: the later one. A program that writes them one after the
    /// other, and ends in between, leaves one of them behind.
    mutating func reconcile(_ rules: PetRules) {
        let lag = ((rhythm.lastUpdate - energy.lastUpdate) / 60).rounded(.towardZero)
        if lag > 0 {
            var left = min(lag, (rules.longestAbsenceHours * 60).rounded(.down))
            while left > 0 {
                let phase = rhythm.internalPhase - (left - 0.5) / Phase.minutesOfDay
                energy.advance(minutes: 1, circadian: Rhythm.circadian(at: phase))
                left -= 1
            }
        } else if lag < 0 {
            var offset: LocalTime.Offset?
            rhythm.advance(minutes: -lag, rules, &offset)
        }
        energy.lastUpdate = rhythm.lastUpdate
    }

    /// Lets the pet live through so many hours, and then takes it back to its time: as if it had aged
    /// beforehand.
    public mutating func fastForward(hours: Double, rules: PetRules = PetRules()) {
        let time = lastUpdate
        tick((hours * 60).rounded(.down), rules: rules)
        var offset: LocalTime.Offset?
        rhythm.lastUpdate = time
        rhythm.lastCalibration = min(rhythm.lastCalibration, time)
        rhythm.externalPhase = rules.place.phase(at: time, &offset)
        rhythm.phaseDifference = Phase.distance(
            from: rhythm.internalPhase, to: rhythm.externalPhase)
        energy.lastUpdate = time
    }
}
