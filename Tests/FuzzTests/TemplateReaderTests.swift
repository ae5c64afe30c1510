import Testing

@testable import Fuzz

@Suite struct TemplateReaderTests {
    @Test(arguments: CallFamily.allCases)
    func everyFamilyCanBeRead(family: CallFamily) throws {
        let templates = try TemplateReader.templates(family.text)
        #expect(templates.isEmpty == (family == .transactions))
    }
}
