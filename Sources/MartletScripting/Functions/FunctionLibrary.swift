import MartletEngine

/// A function that a library registered.
struct LibraryFunction {
    let name: [UInt8]
    let description: [UInt8]?
    let flags: ScriptFlags
    /// The number by which the interpreter keeps it.
    let kept: Int
}

/// A library: a text, and the functions that it registered when it was loaded.
struct FunctionLibrary {
    let name: [UInt8]
    let text: [UInt8]
    var functions: [LibraryFunction] = []

    /// Returns whether a name is one for libraries and functions.
    static func isName(_ name: [UInt8]) -> Bool {
        !name.isEmpty
            && name.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}

/// The first line of a library: `#!lua name=mylib`.
struct LibraryHeader {
    let name: [UInt8]
    /// How many bytes it has. The line's end belongs to the text, whose lines are counted.
    let count: Int

    /// - Throws: The error for a line that isn't right.
    init(of text: Span<UInt8>) throws(ReplyError) {
        guard text.count >= 2, text[0] == UInt8(ascii: "#"), text[1] == UInt8(ascii: "!") else {
            throw ReplyError("ERR Missing library metadata")
        }
        guard let end = text.firstLineEnd,
            let words = SplitArguments(text.extracting(first: end)), words.count > 0
        else { throw ReplyError("ERR Invalid library metadata") }
        count = end
        name = try Self.name(in: words)
        guard FunctionLibrary.isName(name) else { throw .invalidName }
        let engine = [UInt8](words[0]).dropFirst(2)
        guard Array(engine).span.isKeyword("LUA") else {
            throw ReplyError(
                composing: Array("ERR Engine '".utf8) + engine + Array("' not found".utf8))
        }
    }

    private static func name(in words: borrowing SplitArguments) throws(ReplyError) -> [UInt8] {
        var name: [UInt8]?
        for index in 1..<max(1, words.count) {
            let word = words[index]
            guard word.count >= 5, word.extracting(first: 5).isKeyword("NAME=") else {
                throw .quoting("Invalid metadata value given: ", [UInt8](word))
            }
            guard name == nil else {
                throw ReplyError(
                    "ERR Invalid metadata value, name argument was given multiple times")
            }
            name = [UInt8](word.extracting(5..<word.count))
        }
        guard let name else { throw ReplyError("ERR Library name was not given") }
        return name
    }
}
