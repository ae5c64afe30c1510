import Testing

/// A target imports only what its floor allows: the table of floors in docs/DESIGN.md.
@Suite struct FloorTests {
    /// Modules of the toolchain that any target may use: none of them costs the start anything.
    private static let everywhere: Set<String> = ["Synchronization"]

    /// The C library, which is for the files that may be unsafe.
    private static let cLibrary: Set<String> = ["Glibc", "Musl", "Darwin", "Bionic"]

    private static let floors: [String: Set<String>] = [
        "Sources/CLibuv": [],
        "Sources/CTicks": [],
        "Sources/CMemory": [],
        "Sources/CLua": [],
        "Sources/MartletRESP": [],
        "Sources/MartletEngine": ["CTicks"],
        "Sources/MartletLoop": ["CLibuv"],
        "Sources/MartletCommands": ["MartletEngine"],
        "Sources/MartletRDB": ["MartletEngine"],
        "Sources/MartletScripting": ["CLua", "MartletEngine", "MartletRDB"],
        "Sources/MartletServer": [
            "MartletCommands", "MartletEngine", "MartletLoop", "MartletRDB", "MartletScripting",
            "Logging",
        ],
        "Sources/Martlet": [
            "MartletServer", "MartletCommands", "MartletEngine", "MartletRESP", "Logging",
        ],
        "Sources/MartletTesting": ["Martlet", "MartletRESP", "Testing"],
        "Sources/MartletClient": [
            "Martlet", "MartletRESP", "Logging", "NIOCore", "NIOPosix", "NIOSSL",
        ],
        "Sources/LayerSupport": ["MartletEngine", "Foundation"],
        "Sources/PetState": ["LayerSupport", "MartletClient", "Foundation"],
        "Sources/UploadStatus": ["LayerSupport", "MartletClient", "Foundation"],
        "Sources/ContextCache": [
            "LayerSupport", "MartletClient", "MartletRESP", "Logging", "Yams",
        ],
        "Sources/StatelessMessages": [
            "LayerSupport", "MartletClient", "MartletRESP", "Logging", "Foundation",
        ],
        "Sources/LayerService": [
            "ContextCache", "LayerSupport", "MartletClient", "PetState", "StatelessMessages",
            "UploadStatus", "CoreMetrics", "Foundation", "Hummingbird", "Logging", "NIOCore",
            "NIOHTTPTypes", "ServiceLifecycle", "Yams",
        ],
        "Sources/martlet-layers": [
            "ContextCache", "LayerService", "ArgumentParser", "Foundation", "Logging",
            "ServiceLifecycle", "UnixSignals",
        ],
        "Sources/martlet-server": [
            "CMemory", "MartletServer", "MartletCommands", "MartletEngine", "MartletLoop",
            "Logging",
        ],
        "Sources/martlet-benchmark": [
            "ConformanceKit", "ContextCache", "LayerSupport", "Martlet", "MartletClient",
            "MartletRESP", "PetState", "StatelessMessages", "UploadStatus", "ArgumentParser",
            "Foundation",
        ],
        "Conformance/ProtocolFuzz": ["ConformanceKit", "MartletRESP"],
        "Conformance/Soak": ["ConformanceKit", "MartletRESP", "Dispatch", "Foundation"],
        "Conformance/Kit": ["MartletRESP", "Martlet", "Foundation"],
        "Conformance/Linearizability": [
            "ConformanceKit", "Martlet", "MartletRESP", "Dispatch", "Foundation",
        ],
        "Conformance/Fuzz": ["ConformanceKit", "Martlet", "MartletRESP", "Foundation"],
        "Conformance/Runner": [
            "ConformanceKit", "Fuzz", "ProtocolFuzz", "Soak", "Linearizability", "MartletRESP",
            "ArgumentParser",
            "Dispatch",
            "Foundation",
        ],
        "Conformance/Facts": ["Foundation"],
        "Conformance/Layers": [
            "ContextCache", "LayerSupport", "MartletClient", "PetState", "StatelessMessages",
            "UploadStatus", "Foundation",
        ],
    ]

    @Test func importsAreOfFloorsBelow() {
        let files = SourceTree.sources + SourceTree.conformance
        let homeless = Set(files.map(\.target)).subtracting(Self.floors.keys)
        #expect(homeless.isEmpty, "targets without a floor: give each one in FloorTests")

        let forbidden = files.flatMap { file in
            var allowed = (Self.floors[file.target] ?? []).union(Self.everywhere)
            if file.mayBeUnsafe { allowed.formUnion(Self.cLibrary) }
            return Set(file.imports).subtracting(allowed).map { "\(file.path) imports \($0)" }
        }
        #expect(forbidden.isEmpty)
    }

    /// The engine's folders from the ground up: one uses only those before it, and itself.
    static let engineFolders = [
        "Bytes", "Time", "RESP", "Structures", "Values", "Keyspace", "Settings", "Clients",
        "Statistics", "Command",
    ]

    @Test func engineFoldersUseThoseBelow() {
        let files = SourceTree.sources.filter { $0.target == "Sources/MartletEngine" }
        let folders = Dictionary(grouping: files) { $0.path.split(separator: "/")[2] }
        let unknown = folders.keys.filter { !Self.engineFolders.contains(String($0)) }
        #expect(unknown.isEmpty, "the engine has folders without a place in the order")

        var uses: [String] = []
        for (place, folder) in Self.engineFolders.enumerated() {
            let files = folders[folder[...]] ?? []
            let own = Set(files.flatMap(TypeNames.all))
            for above in Self.engineFolders.dropFirst(place + 1) {
                let foreign = Set((folders[above[...]] ?? []).flatMap(TypeNames.topLevel))
                    .subtracting(own)
                uses += files.flatMap { file in
                    foreign.intersection(file.words).map { "\(file.path) uses \($0) of \(above)" }
                }
            }
        }
        #expect(uses.isEmpty, "folders use those below them only")
    }
}

/// The types that a file declares.
enum TypeNames {
    private static let keywords: Set<Substring> = [
        "struct", "class", "enum", "protocol", "actor", "typealias",
    ]

    /// Returns the names of the types, nested ones too.
    static func all(in file: SourceFile) -> [Substring] {
        names(in: file.code)
    }

    /// Returns the names of the types that aren't nested.
    static func topLevel(in file: SourceFile) -> [Substring] {
        var depth = 0
        return file.code.split(separator: "\n").flatMap { line in
            defer {
                depth += line.count { $0 == "{" } - line.count { $0 == "}" }
            }
            return depth == 0 ? names(in: line) : []
        }
    }

    private static func names(in code: some StringProtocol) -> [Substring] {
        let words = String(code).split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return zip(words, words.dropFirst()).compactMap { keyword, name in
            keywords.contains(keyword) && name.first?.isUppercase == true ? name : nil
        }
    }
}
