import MartletClient

/// How visits are served, by the server and without it.
extension LifeAdapter {
    func answer(_ device: DeviceID, _ visit: Visit) async throws -> PetAnswer {
        guard let fallback = backend.fallback else {
            return try await serve(device, visit, nil)
        }
        // A deed has a key from the beginning: it may be done although the reply gets lost.
        let visit = visit.isDeed && visit.request == nil ? visit.with(.unique()) : visit
        do {
            return try await serve(device, visit, try await fallback.journal(of: device))
        } catch let error as RedisError where error.isUnavailable {
            return try await serveDegraded(device, visit, fallback)
        }
    }

    /// Serves a visit from the storage that counts, after what the journal has.
    func serve(_ device: DeviceID, _ visit: Visit, _ journal: Journal?) async throws -> PetAnswer {
        if visit.kind == .look, journal == nil, let answer = try await glance(device, visit) {
            return answer
        }
        let rules = rules
        let requests = (journal?.requests ?? []) + (visit.request.map { [$0] } ?? [])
        let answer = try await backend.storage.update(device, remembering: requests) {
            documents, done in
            let known = done.union(journal?.requests ?? [])
            let isRepetition = visit.request.map(known.contains) ?? false
            let clears = visit.kind == .reset && !isRepetition
            // What is cleared needn't be readable.
            let old = try clears ? nil : documents.pet(rules)
            var pet = old ?? Pet(bornAt: visit.time, rules: rules)
            journal?.apply(to: &pet, without: done, rules)
            let ticks = (isRepetition ? visit.repeated : visit).apply(to: &pet, rules)
            let base = clears ? PetDocuments() : documents
            let changes = pet != old || !documents.isComplete || !requests.isEmpty
            return PetUpdate(
                documents: changes ? try base.with(pet) : nil, clearsFirst: clears,
                result: PetAnswer(
                    device, pet, visit, self, ticks: ticks, isNewborn: old == nil,
                    isRepetition: isRepetition))
        }
        if let journal { try await backend.fallback?.settle(journal, of: device) }
        return answer
    }

    /// Looks at a pet without writing; nil if there is something to write.
    private func glance(_ device: DeviceID, _ visit: Visit) async throws -> PetAnswer? {
        let documents = try await backend.storage.load(device)
        guard documents.isComplete, var pet = try documents.pet(rules) else { return nil }
        guard visit.apply(to: &pet, rules) == 0 else { return nil }
        return PetAnswer(device, pet, visit, self)
    }

    /// Serves a visit from files, and keeps what it does until the server is back.
    private func serveDegraded(
        _ device: DeviceID, _ visit: Visit, _ fallback: FileStorage
    ) async throws -> PetAnswer {
        if case .fastForward = visit.kind {
            throw PetStateError(
                code: .unavailable, message: "the server is away: no time is made up")
        }
        try await fallback.note(visit, of: device)
        let rules = rules
        let requests = visit.request.map { [$0] } ?? []
        return try await fallback.update(device, remembering: requests) { documents, done in
            let old = try documents.pet(rules)
            var pet = old ?? Pet(bornAt: visit.time, rules: rules)
            let isRepetition = visit.request.map(done.contains) ?? false
            let ticks = (isRepetition ? visit.repeated : visit).apply(to: &pet, rules)
            return PetUpdate(
                documents: try documents.with(pet),
                result: PetAnswer(
                    device, pet, visit, self, ticks: ticks, isNewborn: old == nil,
                    isRepetition: isRepetition, isDegraded: true))
        }
    }
}

extension PetAnswer {
    fileprivate init(
        _ device: DeviceID, _ pet: Pet, _ visit: Visit, _ adapter: LifeAdapter, ticks: Int = 0,
        isNewborn: Bool = false, isRepetition: Bool = false, isDegraded: Bool = false
    ) {
        self.device = device
        self.pet = pet
        self.ticks = ticks
        self.isNewborn = isNewborn
        self.isRepetition = isRepetition
        self.isDegraded = isDegraded
        name = adapter.rules.name
        language = adapter.language
        if case .action(let action) = visit.kind, !isRepetition {
            pleasure = adapter.rules.effect(of: action).mood
        } else {
            pleasure = 0
        }
    }
}

/// The journal of what is done while the server is away, beside the pet that is shown meanwhile.
extension FileStorage {
    private static let journalName = "journal"

    /// Returns what was done while the server was away; nil if nothing was.
    func journal(of device: DeviceID) throws -> Journal? {
        try folder(of: device).read(Self.journalName).map(Journal.init)
    }

    /// Keeps a deed for when the server is back.
    func note(_ visit: Visit, of device: DeviceID) throws {
        guard visit.isDeed else { return }
        var journal = try journal(of: device) ?? Journal()
        journal.add(visit)
        try folder(of: device).write(journal.bytes, Self.journalName)
    }

    /// Forgets what came to the server, and the pet that was shown meanwhile if that was all.
    func settle(_ done: Journal, of device: DeviceID) throws {
        guard var journal = try journal(of: device) else { return }
        journal.remove(done.requests)
        if journal.visits.isEmpty {
            try forget(device)
        } else {
            try folder(of: device).write(journal.bytes, Self.journalName)
        }
    }

    /// Forgets all of a device.
    func forget(_ device: DeviceID) throws {
        try delete(device)
        try folder(of: device).remove(Self.journalName)
    }
}
