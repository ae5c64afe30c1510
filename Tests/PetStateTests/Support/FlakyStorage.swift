import MartletClient
import PetState
import Synchronization

/// A storage that fails when it is told to: before it does anything, or after it did all.
final class FlakyStorage: PetStorage {
    enum Fault {
        case away
        case replyLost
    }

    private let storage: any PetStorage
    private let state = Mutex<(fault: Fault?, updates: Int)>((nil, 0))

    init(_ storage: any PetStorage) {
        self.storage = storage
    }

    /// What happens to each operation from now on.
    var fault: Fault? {
        get { state.withLock { $0.fault } }
        set { state.withLock { $0.fault = newValue } }
    }

    /// How many updates were asked for.
    var updates: Int { state.withLock { $0.updates } }

    private func failing<Result>(_ operation: () async throws -> Result) async throws -> Result {
        guard let fault else { return try await operation() }
        if fault == .replyLost { _ = try await operation() }
        throw RedisError(
            code: .connection, message: "told to fail", mayHaveRun: fault == .replyLost)
    }

    func load(_ device: DeviceID) async throws -> PetDocuments {
        try await failing { try await storage.load(device) }
    }

    func save(_ document: [UInt8], as system: PetSystem, of device: DeviceID) async throws {
        try await failing { try await storage.save(document, as: system, of: device) }
    }

    func delete(_ device: DeviceID) async throws -> Bool {
        try await failing { try await storage.delete(device) }
    }

    func exists(_ system: PetSystem, of device: DeviceID) async throws -> Bool {
        try await failing { try await storage.exists(system, of: device) }
    }

    func update<Result: Sendable>(
        _ device: DeviceID, remembering requests: [RequestID],
        _ body: @Sendable (PetDocuments, Set<RequestID>) throws -> PetUpdate<Result>
    ) async throws -> Result {
        state.withLock { $0.updates += 1 }
        return try await failing {
            try await storage.update(device, remembering: requests, body)
        }
    }

    func names() async throws -> [String] {
        try await failing { try await storage.names() }
    }
}
