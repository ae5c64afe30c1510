import ClientTestSupport
import Foundation
import LayerSupport
import MartletClient
import PetState
import Testing

/// What pets can be kept in: each kind of server, and files.
enum PetTarget: Hashable, Sendable, CustomTestStringConvertible {
    case server(ClientTarget)
    case files

    static let all: [PetTarget] = ClientTarget.allCases.map(PetTarget.server) + [.files]

    var testDescription: String {
        switch self {
        case .server(let target): target.rawValue
        case .files: "files"
        }
    }

    /// Calls `body` with an empty storage, and devices that no other test has.
    func withStorage(_ body: (PetWorld) async throws -> Void) async throws {
        switch self {
        case .server(let target):
            try await target.withClient { test async throws in
                try await body(PetWorld(storage: RedisStorage(test.client), client: test.client))
            }
        case .files:
            try await withFolder { folder in
                let clock = ManualLayerClock(secondsSince1970: PetWorld.morning)
                let storage = FileStorage(in: folder, clock: clock)
                try await body(PetWorld(storage: storage, client: nil, clock: clock))
            }
        }
    }
}

/// A storage with a clock, and devices of a test's own.
struct PetWorld: Sendable {
    /// Nine in the morning of a day of 2026, UTC.
    static let morning = 1_772_528_400.0

    let storage: any PetStorage
    /// The client of the server; nil for files.
    let client: (any RedisClient)?
    let clock: ManualLayerClock
    private let tag = UUID().uuidString

    init(
        storage: any PetStorage, client: (any RedisClient)?,
        clock: ManualLayerClock = ManualLayerClock(secondsSince1970: morning)
    ) {
        self.storage = storage
        self.client = client
        self.clock = clock
    }

    func device(_ name: String = "pet") -> String { "\(name)-\(tag)" }

    func adapter(fallback: FileStorage? = nil) -> LifeAdapter {
        LifeAdapter(PetBackend(storage, fallback: fallback), clock: clock)
    }

    func life(_ name: String = "pet", autoFlush: Bool = false) throws -> Life {
        try Life(device: device(name), storage: storage, autoFlush: autoFlush, clock: clock)
    }

    func documents(_ name: String = "pet") async throws -> PetDocuments {
        try await storage.load(DeviceID(device(name)))
    }
}

/// Calls `body` with an empty folder, and removes it afterwards.
func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

extension [UInt8] {
    /// The bytes as a text.
    var text: String { String(decoding: self, as: UTF8.self) }
}
