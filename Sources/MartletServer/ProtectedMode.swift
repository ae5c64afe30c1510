/// The guard of a server that has no password.
enum ProtectedMode {
    /// What a client from another machine is told before it is closed.
    static let refusal = "-DENIED\r\n"
}
