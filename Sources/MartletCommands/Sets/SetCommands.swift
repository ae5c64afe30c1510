import MartletEngine

enum SetCommands {
    static let all = membership + algebra + results + chance + scanning
}
