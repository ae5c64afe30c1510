enum HyperLogLogCommands {
    static let all = estimates + debugging
}
