import MartletEngine

/// Messages from clients to clients.
enum PubSubCommands {
    static let all = subscribing + unsubscribing + publishing + inspection
}
