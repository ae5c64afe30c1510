import Testing

@testable import PetState

@Suite struct LifeStepTests {
    @Test func equalTicksAreCounted() {
        var log = StepLog()
        for _ in 0..<1000 { log.append(.ticks(count: 1, minutes: 1)) }
        log.append(.action(.feed))
        log.append(.ticks(count: 1, minutes: 2))
        #expect(log.steps.count == 3 && !log.isReset)
        log.append(.reset(at: 5))
        log.append(.action(.play))
        #expect(log.steps == [.reset(at: 5), .action(.play)] && log.isReset)
    }

    @Test func appliesInOrder() {
        var log = StepLog()
        log.append(.ticks(count: 2, minutes: 1))
        log.append(.action(.feed))
        var pet = Pet(bornAt: 1_772_496_000)
        let changed = log.applied(to: pet, PetRules())
        pet.tick(2)
        pet.perform(.feed)
        #expect(changed == pet)
        var more = StepLog()
        more.append(.reset(at: 7))
        #expect(log.followed(by: more).applied(to: pet, PetRules()) == Pet(bornAt: 7))
    }
}
