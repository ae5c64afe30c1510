import ConformanceKit
import Testing

@testable import Fuzz

@Suite struct TemplateReaderTests {
    @Test(arguments: CallFamily.allCases)
    func everyFamilyCanBeRead(family: CallFamily) throws {
        let templates = try TemplateReader.templates(family.text)
        #expect(templates.isEmpty == (family == .transactions || family == .clients))
    }

    @Test(arguments: SpokenProtocol.allCases)
    func conversationsCanBeMade(version: SpokenProtocol) throws {
        var maker = try ConversationMaker(version, seed: 1)
        let calls = maker.steps(500).flatMap(\.calls)
        #expect(Set(calls.map(\.connection)) == [0, 1, 2, 3])
        #expect(!calls.contains { $0.connection == 3 && $0.name.hasPrefix("B") })
    }

    @Test func aTemplateIsFilledIn() throws {
        let template = try TemplateReader.template("2* .near> XX #(a|a) b+ =c [d] \"e f\" ;; GET @")
        #expect(template.weight == 2)
        #expect(template.forms[0].rule == .near)
        var vocabulary = Vocabulary(seed: 1)
        for _ in 0..<100 {
            let words = template.step(&vocabulary).calls[0].words.map {
                String(decoding: $0, as: UTF8.self)
            }
            let count = try #require(Int(words[1]))
            #expect(words.filter { $0 == "a" }.count == count)
            #expect(words.filter { $0 == "c" }.count == count)
            #expect(words.last == "e f")
        }
    }

    @Test(arguments: ["A [b", "A (b|c", "A b]", "A <nothing>", ".nothing> A", "A [=|b]"])
    func mistakesAreTold(text: String) {
        #expect(throws: TemplateReader.SyntaxError.self) { try TemplateReader.template(text) }
    }

    @Test func theSameSeedMakesTheSameSteps() throws {
        let forms = try StepForms(CallFamily.allCases)
        var one = StepMaker(forms, seed: 7)
        var other = StepMaker(forms, seed: 7)
        let areSame = (0..<1000).allSatisfy { _ in one.step() == other.step() }
        #expect(areSame)
    }
}
