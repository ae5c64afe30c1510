import Testing

/// Words that only some files may use.
@Suite struct WordTests {
    @Test func pointersStayInTheirFiles() {
        let marks: Set<Substring> = ["unsafe", "@unchecked"]
        let files = SourceTree.all.paths { file in
            !file.mayBeUnsafe && !file.words.isDisjoint(with: marks)
        }
        #expect(files.isEmpty, "they use pointers, or opt out of the compiler's checks")
    }

    /// Engine and server have one clock and one source of chance, which a test can set.
    @Test func timeAndChanceAreInjected() {
        let marks: Set<Substring> = [
            "Date", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator",
        ]
        let files = SourceTree.sources.paths { file in
            !Self.mayAskTheSystem.contains { file.path.hasPrefix($0) }
                && !file.words.isDisjoint(with: marks)
        }
        #expect(files.isEmpty, "they ask the system for the time or for chance")
    }

    private static let mayAskTheSystem = [
        "Sources/MartletEngine/Time/", "Sources/MartletEngine/Bytes/HashSeed",
        "Sources/MartletLoop/Unsafe/", "Sources/martlet-benchmark/",
        // Asks a zone about a time that it is given.
        "Sources/PetState/Engine/LocalTime",
    ]

    @Test func onlyExecutablesPrint() {
        let mayPrint = ["Sources/martlet-server/", "Sources/martlet-benchmark/"]
        let files = SourceTree.sources.paths { file in
            !mayPrint.contains { file.path.hasPrefix($0) }
                && !file.words.isDisjoint(with: ["print", "debugPrint", "dump"] as Set<Substring>)
                && Self.prints.contains { Self.calls(in: file).contains($0) }
        }
        #expect(files.isEmpty, "they print; a library tells its caller or the log")
    }

    /// The code without what declares the handler of DUMP.
    private static func calls(in file: SourceFile) -> String {
        file.code.replacing("func dump(", with: "")
    }

    private static let prints = [" print(", "debugPrint(", " dump("]

    @Test func nothingIsPutOff() {
        // Written apart, so that this file doesn't find itself.
        let marks = ["TO" + "DO", "FIX" + "ME"]
        let files = SourceTree.all.paths { file in marks.contains { file.text.contains($0) } }
        #expect(files.isEmpty, "they put something off")
    }
}
