/// What the real server has dumped, for RESTORE: values of all types, and libraries of functions.
package struct PayloadPool: Sendable {
    var values: [[UInt8]] = []
    var libraries: [[UInt8]] = []

    /// A pool of nothing.
    package init() {}
}
