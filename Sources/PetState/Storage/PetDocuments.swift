import LayerSupport

/// What a storage has of a pet: compact JSON, as Python writes it.
public struct PetDocuments: Hashable, Sendable {
    /// The document of the rhythm; nil if there is none.
    public var rhythm: [UInt8]?
    /// The document of the energy; nil if there is none.
    public var energy: [UInt8]?

    /// Makes documents of their bytes.
    public init(rhythm: [UInt8]? = nil, energy: [UInt8]? = nil) {
        self.rhythm = rhythm
        self.energy = energy
    }

    /// Whether there is nothing of the pet.
    public var isEmpty: Bool { rhythm == nil && energy == nil }

    /// Whether there is all of the pet.
    public var isComplete: Bool { rhythm != nil && energy != nil }

    /// The document of a system; nil if there is none.
    public subscript(system: PetSystem) -> [UInt8]? {
        get { system == .rhythm ? rhythm : energy }
        set {
            switch system {
            case .rhythm: rhythm = newValue
            case .energy: energy = newValue
            }
        }
    }
}

extension PetDocuments {
    /// Returns the pet; nil if there is nothing of it. Half a pet, which a program leaves that ends
    /// between two writes, gets its other half anew.
    ///
    /// - Throws: ``PetStateError`` with the code ``PetStateError/Code/unreadable``.
    func pet(_ rules: PetRules) throws(PetStateError) -> Pet? {
        let (rhythm, energy) = (try fields(.rhythm), try fields(.energy))
        guard let first = rhythm ?? energy else { return nil }
        var pet = Pet(bornAt: try first.lastUpdate, rules: rules)
        if let rhythm { try pet.rhythm.read(rhythm) }
        pet.energy.circadianValue = pet.rhythm.circadian
        if let energy { try pet.energy.read(energy) }
        pet.reconcile(rules)
        return pet
    }

    /// Returns the documents of a pet. What else the present ones say stays in them, in its place.
    func with(_ pet: Pet) throws(PetStateError) -> PetDocuments {
        var rhythm = try fields(.rhythm) ?? DocumentFields(.rhythm)
        pet.rhythm.write(to: &rhythm)
        var energy = try fields(.energy) ?? DocumentFields(.energy)
        pet.energy.write(to: &energy)
        return PetDocuments(rhythm: rhythm.bytes, energy: energy.bytes)
    }

    private func fields(_ system: PetSystem) throws(PetStateError) -> DocumentFields? {
        guard let bytes = self[system] else { return nil }
        return try DocumentFields(system, bytes)
    }
}
