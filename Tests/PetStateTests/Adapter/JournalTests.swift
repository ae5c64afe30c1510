import Testing

@testable import PetState

@Suite struct JournalTests {
    private func visit(_ kind: Visit.Kind, _ time: Double, _ request: String) throws -> Visit {
        Visit(time: time, kind: kind, request: try RequestID(request))
    }

    @Test func isReadAsWritten() throws {
        var journal = Journal()
        journal.add(try visit(.action(.feed), 5, "猫"))
        journal.add(try visit(.action(.feed), 6, "猫"))
        journal.add(try visit(.look, 6, "b"))
        journal.add(try visit(.fastForward(hours: 3), 7, "c"))
        journal.add(try visit(.reset, 8, "d"))
        #expect(journal.visits.count == 3)
        #expect(try Journal(journal.bytes) == journal)
        #expect(throws: (any Error).self) { try Journal([0]) }
        journal.remove([try RequestID("c"), try RequestID("d")])
        #expect(journal.bytes.text == #"[{"action":"feed","at":5.0,"request":"\u732b"}]"#)
    }

    @Test func deedsAreDoneOnceAndInOrder() throws {
        var journal = Journal()
        journal.add(try visit(.action(.play), 1_772_496_600, "late"))
        journal.add(try visit(.action(.feed), 1_772_496_060, "early"))
        journal.add(try visit(.reset, 1_772_495_000, "too late"))
        var pet = Pet(bornAt: 1_772_496_000)
        var expected = pet
        journal.apply(to: &pet, without: [], PetRules())
        expected.tick(1)
        expected.perform(.feed)
        expected.tick(9)
        expected.perform(.play)
        #expect(pet == expected)
        journal.apply(to: &pet, without: Set(journal.requests), PetRules())
        #expect(pet == expected)
    }
}
