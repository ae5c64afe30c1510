import Testing

@testable import MartletCommands

@Suite struct ExpiryConditionTests {
    @Test(
        "Each condition against no deadline, an earlier, the same and a later one",
        arguments: [
            ([], [true, true, true, true]),
            (.absent, [true, false, false, false]),
            (.present, [false, true, true, true]),
            (.later, [false, true, false, false]),
            (.earlier, [true, false, false, true]),
            ([.present, .later], [false, true, false, false]),
            ([.present, .earlier], [false, false, false, true]),
        ] as [(ExpiryCondition, [Bool])])
    func allows(condition: ExpiryCondition, allowed: [Bool]) {
        let present: [Int?] = [nil, 9, 10, 11]
        #expect(present.map { condition.allows(10, insteadOf: $0) } == allowed)
    }
}
