/// The spikes of each kind of event that took longer than `latency-monitor-threshold`.
package struct LatencyMonitor {
    /// The worst time within one second.
    package struct Sample {
        /// Seconds since 1970.
        package let seconds: Int
        package var milliseconds: Int
    }

    /// The samples of one kind of event, the oldest first.
    package struct Event {
        package let name: String
        package var samples: [Sample] = []
        /// The longest ever, samples that are forgotten included.
        package var longestMilliseconds = 0
    }

    /// The most samples that are kept of an event.
    private static let mostSamples = 160

    package private(set) var events: [Event] = []

    package init() {}

    /// Records that an event took long.
    package mutating func record(_ name: String, milliseconds: Int, atSeconds seconds: Int) {
        let index =
            events.firstIndex { $0.name == name }
            ?? {
                events.append(Event(name: name))
                return events.count - 1
            }()
        events[index].longestMilliseconds = max(events[index].longestMilliseconds, milliseconds)
        if let last = events[index].samples.last, last.seconds == seconds {
            let worst = max(last.milliseconds, milliseconds)
            events[index].samples[events[index].samples.count - 1].milliseconds = worst
            return
        }
        events[index].samples.append(Sample(seconds: seconds, milliseconds: milliseconds))
        if events[index].samples.count > Self.mostSamples { events[index].samples.removeFirst() }
    }

    /// Forgets the events that `shouldRemove` names; returns how many there were.
    package mutating func remove(where shouldRemove: (Event) -> Bool) -> Int {
        let before = events.count
        events.removeAll(where: shouldRemove)
        return before - events.count
    }
}
