/// Lets a few tests at a time have a server of their own: hundreds at once would use up the machine,
/// and with more than about 1,300 open descriptors Foundation's `Process` reads beyond the end of the
/// list that it makes of them. A test that has one must not ask for another of the kind.
actor ServerPlaces {
    /// For servers that are processes.
    static let processes = ServerPlaces(count: 12)
    /// For those in this process.
    static let embedded = ServerPlaces(count: 12)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    /// Waits for a place.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives a place to whoever waits longest.
    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
