import Foundation

/// Returns whether the README shows the example of a file of tests: what stands there between the
/// comments `begin of the example` and `end of the example`.
package func readmeShowsExample(in file: String = #filePath) throws -> Bool {
    let own = URL(filePath: file)
    let root = own.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let lines = try String(contentsOf: own, encoding: .utf8).components(separatedBy: "\n")
    guard let begin = lines.firstIndex(where: { $0.hasSuffix("// begin of the example") }),
        let end = lines.firstIndex(where: { $0.hasSuffix("// end of the example") })
    else { return false }
    let indent = lines[begin].prefix { $0 == " " }.count
    let example = lines[(begin + 1)..<end].map { $0.dropFirst(indent) + "\n" }.joined()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    return readme.contains("```swift\n\(example)```\n")
}
