public import LayerSupport
import MartletClient

/// Answers requests about pets. Any number of instances can do so at the same time: each request reads
/// the pet, lets it live up to now, does what is asked for, and writes it, as one.
///
///     let adapter = LifeAdapter(.redis(client))
///     let answer = try await adapter.interact("kitchen", .feed, requestID: "42")
///     let feeling = answer.expression.feeling(in: .english)     // "full of go"
///
/// It has no pets in memory, so nothing is lost when the process ends.
///
/// All operations throw ``PetStateError`` for what can't be asked for, and `RedisError` for what the
/// server says. While the server is away, they are answered from files if the backend has a fallback
/// (``PetAnswer/isDegraded``), else they throw a `RedisError` that `isUnavailable`.
public struct LifeAdapter: Sendable {
    let backend: PetBackend
    let rules: PetRules
    let language: PetLanguage
    private let clock: any LayerClock

    /// Makes an adapter.
    ///
    /// - Parameters:
    ///   - language: What the answers' feelings are written in.
    ///   - clock: What tells how late it is.
    public init(
        _ backend: PetBackend, rules: PetRules = PetRules(), language: PetLanguage = .chinese,
        clock: any LayerClock = .system
    ) {
        self.backend = backend
        self.rules = rules
        self.language = language
        self.clock = clock
    }

    /// Returns how a pet is. Within a minute of the last request that costs one MGET, and no write.
    public func state(of device: String) async throws -> PetAnswer {
        try await answer(device, .look)
    }

    /// Does something with a pet.
    ///
    /// - Parameter requestID: What the request is known by: sent again with it, it does nothing twice.
    public func interact(
        _ device: String, _ action: PetAction, requestID: String? = nil
    ) async throws -> PetAnswer {
        try await answer(device, .action(action), requestID)
    }

    /// Lets a pet live through the time since it was last visited: a tick for each minute. Done twice
    /// it is as if done once, since the second time no time has passed.
    ///
    /// - Parameter hours: How many hours count at most, from 1 to 720. Of what is longer ago only the
    ///   time of day is made up for.
    public func catchUp(
        _ device: String, hours: Int = 24, requestID: String? = nil
    ) async throws -> PetAnswer {
        try PetStateError.check(Double(hours), in: 1...720, "hours")
        return try await answer(device, .catchUp(hours: hours), requestID)
    }

    /// Lets a pet live through hours that have not passed: for demonstrations and for whoever looks for
    /// a fault.
    ///
    /// - Parameters:
    ///   - hours: From 1 to 720.
    ///   - requestID: What the request is known by: sent again with it, it does nothing twice.
    public func fastForward(
        _ device: String, hours: Int = 24, requestID: String
    ) async throws -> PetAnswer {
        try PetStateError.check(Double(hours), in: 1...720, "hours")
        return try await answer(device, .fastForward(hours: hours), requestID)
    }

    /// Lets a pet be born anew.
    public func reset(_ device: String, requestID: String? = nil) async throws -> PetAnswer {
        try await answer(device, .reset, requestID)
    }

    /// Removes a pet; returns whether there was one.
    @discardableResult
    public func delete(_ device: String) async throws -> Bool {
        let device = try DeviceID(device)
        try await backend.fallback?.forget(device)
        return try await backend.storage.delete(device)
    }

    /// Gives back what this process has of a pet: what was done while the server was away comes to the
    /// server. The pet lives on.
    ///
    /// - Throws: `RedisError` if the server is still away; then all is kept.
    public func cleanUp(_ device: String) async throws {
        let device = try DeviceID(device)
        guard let journal = try await backend.fallback?.journal(of: device) else { return }
        let visit = Visit(time: clock.secondsSince1970, kind: .look, request: nil)
        _ = try await serve(device, visit, journal)
    }

    /// Returns the names under which all pets are kept, in order: for whoever looks for a fault.
    public func storedNames() async throws -> [String] {
        try await backend.storage.names()
    }

    private func answer(
        _ device: String, _ kind: Visit.Kind, _ requestID: String? = nil
    ) async throws -> PetAnswer {
        let device = try DeviceID(device)
        let request = try requestID.map { (text) throws(PetStateError) in try RequestID(text) }
        let visit = Visit(time: clock.secondsSince1970, kind: kind, request: request)
        return try await answer(device, visit)
    }
}
