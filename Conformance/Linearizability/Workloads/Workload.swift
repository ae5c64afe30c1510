/// What clients do in a run, and the model that it is checked by.
package protocol Workload: Sendable {
    associatedtype Model
    associatedtype Actor: WorkloadActor<Model>

    var name: String { get }
    var model: Model { get }

    /// Puts what has to be there on an empty server.
    func prepare(_ line: any ClientLine) throws

    /// Returns what a client does.
    func actor(of client: Int) -> Actor

    /// Takes what is left when all clients have ended.
    func finish(_ client: WorkloadClient<Model>) throws
}

/// What one client does, one operation after the other.
package protocol WorkloadActor<Model> {
    associatedtype Model: SequentialModel

    /// Chooses an operation and performs it.
    mutating func act(_ client: WorkloadClient<Model>) throws
}
