@testable import ConformanceKit
import Foundation
import Testing

@Suite struct JSONFileTests {
    @Test func contentIsReadOrNamed() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("values-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "[1, 2]".write(toFile: path, atomically: true, encoding: .utf8)
        let numbers: [Int] = try JSONFile.value(at: path, expected: "numbers")
        #expect(numbers == [1, 2])
        #expect(throws: JSONFile.OtherContent(path: path, expected: "texts")) {
            let _: [String] = try JSONFile.value(at: path, expected: "texts")
        }
    }
}
