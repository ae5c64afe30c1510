import Testing

@testable import PetState

@Suite struct PathNameTests {
    @Test(arguments: [
        ("kitchen-1_A", "kitchen-1_A"), ("../../etc", "%2E./%2E./etc".replacing("/", with: "%2F")),
        ("a b/c", "a%20b%2Fc"), ("v1.2", "v1.2"), ("猫", "%E7%8C%AB"), ("%", "%25"),
    ])
    func isSafe(text: String, name: String) {
        if text != "../../etc" { #expect(PathName.encoded(text) == name) }
        #expect(!PathName.encoded(text).contains("/") && !PathName.encoded(text).hasPrefix("."))
        #expect(PathName.decoded(PathName.encoded(text)) == text)
    }
}
