extension Settings {
    private static let mostClientsAtOnce = 200
    private static let highestHz = 500

    /// How often the cron runs in a second while there are so many clients: `hz` times, or with
    /// `dynamic-hz` twice as often, and again, until each run has few enough of them to look at.
    package func cronFrequency(clientCount: Int) -> Int {
        var frequency = hz
        while dynamicHz, clientCount / frequency > Self.mostClientsAtOnce {
            guard frequency * 2 <= Self.highestHz else { return Self.highestHz }
            frequency *= 2
        }
        return frequency
    }
}
