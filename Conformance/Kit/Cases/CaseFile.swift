import Foundation

/// The cases of one family, read from a file.
package struct CaseFile: Sendable {
    /// What is wrong with a file, and in which line.
    package struct SyntaxError: Error, Equatable, CustomStringConvertible {
        package var file: String
        package var line: Int
        package var message: String

        package var description: String { "\(file):\(line): \(message)" }
    }

    package var family: String
    package var cases: [ConformanceCase] = []
    /// Masks that stand before the first case: they hold for every measured step.
    package var masks: [Mask] = []

    /// Reads a file from disk.
    package init(path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try self.init(text, file: path)
    }

    /// Reads the text of a file.
    package init(_ text: String, file: String) throws(SyntaxError) {
        family = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        var reader = CaseLineReader(file: file, family: family)
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            try reader.read(String(line), number: index + 1)
        }
        try reader.finish()
        cases = reader.cases
        masks = reader.masks
    }

    /// Reads every `*.case` of a folder, in the order of their names.
    package static func all(in folder: String) throws -> [CaseFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".case") }
            .sorted()
            .map { try CaseFile(path: folder + "/" + $0) }
    }
}
