import Foundation

/// A Swift file of the package, as text.
struct SourceFile {
    /// The path from the package's folder.
    let path: String
    let text: String
    /// The text without comments and without what strings say; its lines are the same.
    let code: String
    /// The words of the code: names, keywords, numbers; an at sign belongs to the word behind it.
    let words: Set<Substring>

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = SourceStripper.code(of: text)
        words = Set(code.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") })
    }

    /// The name without the folder and the ending.
    var name: String {
        String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
    }

    /// The name up to the plus sign: the type that the file is about.
    var baseName: String { String(name.prefix { $0 != "+" }) }

    /// The target's folder: `Sources/MartletEngine`.
    var target: String { path.split(separator: "/").prefix(2).joined(separator: "/") }

    /// The folder that the file is in.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// The last part of the folder.
    var folderName: String { String(folder.split(separator: "/").last ?? "") }

    var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// Whether the file may use pointers.
    var mayBeUnsafe: Bool {
        let folders = ["Sources/MartletLoop/Unsafe", "Sources/MartletScripting/Unsafe"]
        if folders.contains(folder) { return true }
        guard name.hasSuffix("+UnsafeHandle") else { return false }
        return !path.hasPrefix("Sources/") || folder.hasPrefix("Sources/MartletEngine/Bytes")
            || folder.hasPrefix("Sources/MartletEngine/Structures")
            || Self.callersOfC.contains(path)
    }

    /// Files above the loop that ask the C library for what libuv has no call for.
    private static let callersOfC: Set<String> = [
        "Sources/MartletServer/Configuration/FileSystem+UnsafeHandle.swift",
        "Sources/MartletServer/Log/ProcessClock+UnsafeHandle.swift",
        "Sources/martlet-layers/OpenFilesLimit+UnsafeHandle.swift",
        "Sources/martlet-server/Process+UnsafeHandle.swift",
    ]

    /// The modules that the file imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { return nil }
            return String(words[index + 1].prefix { $0 != "." })
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "private"]
}

extension [SourceFile] {
    /// The paths of the files that `isForbidden` finds.
    func paths(where isForbidden: (SourceFile) -> Bool) -> [String] {
        filter(isForbidden).map(\.path)
    }
}

/// The package's folder, and the Swift files in it.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let sources = files(in: "Sources")
    static let tests = files(in: "Tests")
    static let conformance = files(in: "Conformance")
    static let all = sources + tests + conformance

    /// Returns the text of a file, or nil if there is none.
    static func text(of path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether the tests that hold a written list to the code write the list instead.
    static var isUpdating: Bool {
        ProcessInfo.processInfo.environment["MARTLET_UPDATE"] != nil
    }

    /// Writes a file.
    static func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    private static func files(in folder: String) -> [SourceFile] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        let paths = (found?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
        return paths.sorted().compactMap { path in
            text(of: "\(folder)/\(path)").map { SourceFile(path: "\(folder)/\(path)", text: $0) }
        }
    }
}
