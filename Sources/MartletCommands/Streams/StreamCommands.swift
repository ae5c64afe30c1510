import MartletEngine

enum StreamCommands {
    static let all =
        adding + removing + ranges + reading + groups + pending + claims + information
}
