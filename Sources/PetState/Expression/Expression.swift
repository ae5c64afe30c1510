/// What can be seen of a pet.
public struct Expression: Hashable, Sendable {
    /// The beats in a minute: 50 at rest without energy, 110 when it is most awake and full of it.
    public let pulseRate: Double
    /// How strong the pulse is.
    public let intensity: PulseIntensity
    /// The time of day as the pet feels it.
    public let partOfDay: PartOfDay
    /// How much energy it has.
    public let energyLevel: EnergyLevel
    /// The energy in ten boxes.
    public let lifeBox: String

    /// Looks at a pet.
    public init(of pet: Pet) {
        pulseRate = 50 + 40 * pet.rhythm.circadian + 0.2 * pet.energy.level
        intensity = PulseIntensity(pulseRate: pulseRate)
        partOfDay = PartOfDay(phase: pet.rhythm.internalPhase)
        energyLevel = EnergyLevel(energy: pet.energy.level)
        let boxes = Int((pet.energy.level / 10).rounded())
        lifeBox = String(repeating: "▰", count: boxes) + String(repeating: "▱", count: 10 - boxes)
    }

    /// Returns what the pet feels, in words.
    public func feeling(in language: PetLanguage) -> String {
        Feelings.feeling(partOfDay, energyLevel).text(in: language)
    }

    /// The pet's color as in CSS: `#FFD966`.
    public var colorHex: String { partOfDay.color.hex }

    /// Returns what the color is called.
    public func colorName(in language: PetLanguage) -> String {
        language == .chinese ? partOfDay.color.chinese : partOfDay.color.english
    }
}

/// How strong a pulse is: five levels over the range from 50 to 110.
public enum PulseIntensity: String, CaseIterable, Hashable, Sendable {
    /// From 98.
    case vivid
    /// From 86.
    case lively
    /// From 74.
    case steady
    /// From 62.
    case soft
    /// Below 62.
    case faint

    /// Returns the level of a rate.
    init(pulseRate: Double) {
        switch pulseRate {
        case 98...: self = .vivid
        case 86...: self = .lively
        case 74...: self = .steady
        case 62...: self = .soft
        default: self = .faint
        }
    }

    /// What the pulse looks like.
    public var symbol: String {
        switch self {
        case .vivid: "💓"
        case .lively: "💗"
        case .steady: "❤️"
        case .soft: "💙"
        case .faint: "🤍"
        }
    }

    /// The mood that comes with it, from 0 to 100.
    public var mood: Int {
        switch self {
        case .vivid: 95
        case .lively: 80
        case .steady: 60
        case .soft: 40
        case .faint: 20
        }
    }
}
