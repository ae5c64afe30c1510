import Foundation
import PetState
import Testing

@Suite struct PetRulesTests {
    /// Half a day away from each other, pets wake when others sleep.
    @Test func pulseFollowsThePlace() throws {
        var rules = PetRules()
        rules.place = LocalTime(zone: try #require(TimeZone(secondsFromGMT: 12 * 3600)))
        let three = 1_772_550_000.0
        let awake = Expression(of: Pet(bornAt: three))
        let asleep = Expression(of: Pet(bornAt: three, rules: rules))
        #expect(abs(awake.pulseRate - 104) < 0.01)
        #expect(abs(asleep.pulseRate - 64) < 0.01)
        #expect(awake.partOfDay == .afternoon && asleep.partOfDay == .night)
    }

    @Test func everyActionHasAnEffect() {
        for action in PetAction.allCases {
            let effect = PetRules().effect(of: action)
            #expect(effect.energy != 0 && effect.mood > 0)
        }
    }
}
