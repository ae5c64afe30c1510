public import LayerSupport
import MartletClient
import Synchronization

/// A pet that lives in this process, and is written when it is flushed: once, however much happened.
///
///     let life = try Life(device: "kitchen", storage: storage)
///     try await life.start()
///     for _ in 0..<1440 { try await life.tick() }
///     try await life.flush()      // two writes, not 2880
///
/// Several lives of one device, in one process or in several, lose nothing of each other: a flush that
/// finds another pet than the one it began with does its steps again with that. ``LifeAdapter`` is for
/// requests, each of which looks at the storage anew.
public actor Life {
    /// The device that the pet belongs to.
    public nonisolated let device: DeviceID
    private let storage: any PetStorage
    private let timeScale: Double
    private let autoFlush: Bool
    private let rules: PetRules
    private let clock: any LayerClock
    /// Nil before the start, and after the stop.
    private var state: StateManager?
    private var flushing: Task<Void, any Error>?

    /// How many minutes may pass at once.
    private static let longestTick = 720.0 * 60

    /// Makes a life, which has to be started.
    ///
    /// - Parameters:
    ///   - timeScale: How many minutes a tick of 1 is.
    ///   - autoFlush: Whether each change is written when it happens.
    ///   - clock: What tells when a pet is born.
    /// - Throws: ``PetStateError`` if there can't be such a device.
    public init(
        device: String, storage: any PetStorage, timeScale: Double = 1, autoFlush: Bool = false,
        rules: PetRules = PetRules(), clock: any LayerClock = .system
    ) throws(PetStateError) {
        self.device = try DeviceID(device)
        self.storage = storage
        self.timeScale = timeScale
        self.autoFlush = autoFlush
        self.rules = rules
        self.clock = clock
    }

    /// Reads the pet, or lets it be born. A life that runs goes on.
    public func start() async throws {
        let stored = try await storage.load(device)
        guard state == nil else { return }
        state = try StateManager(stored: stored, bornAt: clock.secondsSince1970, rules)
    }

    /// Lets time pass: so many minutes by the scale of the life.
    ///
    /// - Throws: ``PetStateError`` if it is less than nothing, or more than 720 hours.
    public func tick(_ amount: Double = 1) async throws {
        let minutes = amount * timeScale
        try PetStateError.check(minutes, in: 0...Self.longestTick, "minutes")
        try await perform(.ticks(count: 1, minutes: minutes))
    }

    /// Does something with the pet.
    public func interact(_ action: PetAction) async throws {
        try await perform(.action(action))
    }

    /// Lets the pet be born anew, and writes that at once: nothing of what wasn't written is left.
    public func reset() async throws {
        _ = try running()
        state?.perform(.reset(at: clock.secondsSince1970))
        try await flush()
    }

    /// Writes what isn't written: all of it, or nothing. It can be called again after an error.
    public func flush() async throws {
        while let flushing { _ = await flushing.result }
        guard try running().dirtySystems.isEmpty == false else { return }
        let task = Task { try await write() }
        flushing = task
        defer { flushing = nil }
        try await task.value
    }

    /// Writes what isn't written, and ends the life. After an error it goes on.
    public func stop() async throws {
        guard state != nil else { return }
        try await flush()
        state = nil
    }

    /// The pet, with what isn't written yet.
    public var states: Pet {
        get throws(PetStateError) { try running().pet }
    }

    /// What can be seen of the pet.
    public var expression: Expression {
        get throws(PetStateError) { Expression(of: try running().pet) }
    }

    /// How many systems aren't written yet: for whoever looks for a fault.
    public var dirtyCount: Int { state?.dirtySystems.count ?? 0 }
}

extension Life {
    private func running() throws(PetStateError) -> StateManager {
        guard let state else {
            throw PetStateError(code: .notRunning, message: "the life was not started, or stopped")
        }
        return state
    }

    private func perform(_ step: LifeStep) async throws {
        _ = try running()
        state?.perform(step)
        if autoFlush { try await flush() }
    }

    /// Writes once, with nobody else doing so.
    private func write() async throws {
        guard let write = state?.beginWrite() else { return }
        let birth = clock.secondsSince1970
        let planned = Mutex<PetDocuments?>(nil)
        do {
            let (documents, pet) = try await storage.update(device, remembering: []) {
                documents, _ in
                let merged = try write.merged(into: documents, bornAt: birth)
                planned.withLock { $0 = merged.documents }
                return PetUpdate(
                    documents: merged.documents, clearsFirst: write.isReset, result: merged)
            }
            state?.endWrite(documents, pet)
        } catch {
            let isUncertain = (error as? RedisError)?.mayHaveRun ?? false
            state?.abandon(write, possibly: isUncertain ? planned.withLock { $0 } : nil)
            throw error
        }
    }
}
