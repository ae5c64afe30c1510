import MartletRESP

/// A client's way to a server, for the use of one thread.
package protocol ClientLine: AnyObject {
    /// Runs a command and waits for its reply, which may be an error.
    ///
    /// - Throws: ``LineFailure`` where there is none.
    func call(_ words: [String]) throws(LineFailure) -> RESPValue

    /// Sends a command and closes the line at once, without waiting for what becomes of it.
    func callAndVanish(_ words: [String])
}

/// Why a command got no reply.
package enum LineFailure: Error, Equatable {
    /// The line was closed; whether the command ran is unknown.
    case closed
    /// The server did not reply in all the time it had.
    case silent
    /// The server replied what it should not have.
    case unexpected(String)
}

/// A server that lines lead to.
package protocol LineSource: AnyObject, Sendable {
    /// What the server is called in reports.
    var name: String { get }

    func open() throws -> any ClientLine
}
