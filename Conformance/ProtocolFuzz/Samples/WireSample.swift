import ConformanceKit

/// Bytes as one client sends them, in packets.
package struct WireSample: Sendable, Equatable {
    package var packets: [[UInt8]]

    package init(packets: [[UInt8]]) {
        self.packets = packets
    }

    package var bytes: [UInt8] { packets.flatMap { $0 } }

    /// Whether there may be the head of a browser's request.
    var hasBrowserWords: Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return text.contains("post") || text.contains("host:")
    }

    /// Returns a conformance case that sends the packets to both servers.
    ///
    /// - Parameter isClosed: Whether the real server closes the connection.
    package func caseText(title: String, isClosed: Bool) -> String {
        var text = "== \(title)\n"
        for (index, packet) in packets.enumerated() {
            let isLast = index == packets.count - 1
            text += "\(isLast && isClosed ? ".raw.closed" : ".raw.none")> \(RawText.text(packet))\n"
        }
        return text
    }
}
