import ConformanceKit

/// How a client behaves from when it connects until it is gone.
package enum SoakConduct: String, Sendable, CaseIterable {
    /// Sends pipelines and reads every reply.
    case diligent
    /// Subscribes to a channel, to which another connection publishes.
    case listening
    /// Waits for elements that another connection pushes.
    case waiting
    /// Sends half a command, and the rest later or never.
    case halting
    /// Asks for much and reads none of it.
    case deaf
    /// Is gone by a reset as soon as it has sent something.
    case vanishing
}

/// What went wrong for a client.
package struct SoakComplaint: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// A reply didn't come.
        case lost
        /// Something came that isn't the reply.
        case crossed
    }

    package let kind: Kind
    package let conduct: SoakConduct
    package let expected: [UInt8]
    package let received: ServerConnection.Received

    package var description: String {
        let got = ByteText.escaped(received.bytes.prefix(200))
        return "\(conduct), \(kind): expected \(ByteText.escaped(expected.prefix(200))), "
            + "received \(got) (\(received.ending))"
    }
}
