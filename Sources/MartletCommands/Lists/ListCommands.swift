import MartletEngine

enum ListCommands {
    static let all = pushes + pops + elements + searches + moves + blocking
}
