import MartletEngine

/// Libraries, and their functions by name.
struct FunctionSet {
    /// The libraries in the order in which they were loaded.
    private(set) var libraries: [FunctionLibrary] = []
    /// By their names in small letters, as calls may write them in any.
    private var functions: [[UInt8]: LibraryFunction] = [:]

    var functionCount: Int { functions.count }
    var byteCount: Int { libraries.reduce(0) { $0 + $1.text.count + $1.name.count } }

    func function(called name: [UInt8]) -> LibraryFunction? { functions[Self.folded(name)] }

    private static func folded(_ name: [UInt8]) -> [UInt8] {
        name.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }
    }

    func library(called name: [UInt8]) -> FunctionLibrary? {
        libraries.first { $0.name == name }
    }

    /// Takes a library out; returns it.
    mutating func remove(_ name: [UInt8]) -> FunctionLibrary? {
        guard let index = libraries.firstIndex(where: { $0.name == name }) else { return nil }
        let library = libraries.remove(at: index)
        for function in library.functions { functions[Self.folded(function.name)] = nil }
        return library
    }

    /// Adds a library whose name is free.
    ///
    /// - Throws: The error for a function whose name is taken.
    mutating func insert(_ library: FunctionLibrary) throws(ReplyError) {
        for function in library.functions where self.function(called: function.name) != nil {
            throw ReplyError(
                composing: Array("ERR Function ".utf8) + function.name
                    + Array(" already exists".utf8))
        }
        libraries.append(library)
        for function in library.functions { functions[Self.folded(function.name)] = function }
    }

    /// Returns this set with the libraries of another, and what was replaced.
    ///
    /// - Throws: The error for a name that is taken.
    func joined(
        with other: FunctionSet, replacing: Bool
    ) throws(ReplyError) -> (FunctionSet, replaced: [FunctionLibrary]) {
        var joined = self
        var replaced: [FunctionLibrary] = []
        for library in other.libraries {
            guard let old = joined.remove(library.name) else { continue }
            guard replacing else {
                throw ReplyError(
                    composing: Array("ERR Library ".utf8) + library.name
                        + Array(" already exists".utf8))
            }
            replaced.append(old)
        }
        for library in other.libraries { try joined.insert(library) }
        return (joined, replaced)
    }
}
