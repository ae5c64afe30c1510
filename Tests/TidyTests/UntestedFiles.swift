/// Source files without a file of tests of their own.
enum UntestedFiles {
    static let paths: Set<String> = []
}
