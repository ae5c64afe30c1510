import MartletEngine

enum HashCommands {
    static let all = writing + reading + listing + numbers + chance + scanning
}
