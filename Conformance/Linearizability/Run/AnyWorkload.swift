/// The workloads that there are.
package enum AnyWorkload: String, CaseIterable, Sendable {
    case locks, queues, transfers, groups

    /// Runs the workload on a server.
    package func run(_ run: LinearizabilityRun, on source: any LineSource) throws -> RunReport {
        switch self {
        case .locks: try run.run(LockWorkload(), on: source)
        case .queues: try run.run(QueueWorkload(), on: source)
        case .transfers: try run.run(TransferWorkload(), on: source)
        case .groups: try run.run(ConsumerGroupWorkload(), on: source)
        }
    }
}
