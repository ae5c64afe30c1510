import Foundation

/// A file of JSON that another program may have written.
enum JSONFile {
    /// That a file has something else.
    struct OtherContent: Error, Equatable, CustomStringConvertible {
        var path: String
        /// What it should have.
        var expected: String

        var description: String { "\(path): these are no \(expected)" }
    }

    /// Reads a value.
    ///
    /// - Throws: ``OtherContent``, or what keeps the file from being read.
    static func value<Value: Decodable>(at path: String, expected: String) throws -> Value {
        let data = try Data(contentsOf: URL(filePath: path))
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch is DecodingError {
            throw OtherContent(path: path, expected: expected)
        }
    }
}
