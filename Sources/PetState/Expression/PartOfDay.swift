/// A sixth of the day, as a pet feels it.
public enum PartOfDay: Int, CaseIterable, Hashable, Sendable {
    /// From midnight to four.
    case night
    /// From four to eight.
    case dawn
    /// From eight to noon.
    case morning
    /// From noon to four.
    case afternoon
    /// From four to eight.
    case evening
    /// From eight to midnight.
    case late

    /// Returns the part that a phase lies in.
    init(phase: Double) {
        self = Self(rawValue: min(5, max(0, Int(Phase.wrapped(phase) * 6)))) ?? .night
    }

    /// The color that a pet has at this time, as in CSS.
    var color: (hex: String, chinese: String, english: String) {
        switch self {
        case .night: ("#1B2A49", "夜蓝", "night blue")
        case .dawn: ("#F2B5A7", "晨粉", "dawn pink")
        case .morning: ("#FFD966", "晨光金", "morning gold")
        case .afternoon: ("#FF9F45", "暖橙", "warm orange")
        case .evening: ("#C8553D", "晚霞红", "sunset red")
        case .late: ("#5B4B8A", "暮紫", "dusk violet")
        }
    }
}

/// A quarter of the energy that a pet can have.
public enum EnergyLevel: Int, CaseIterable, Hashable, Sendable {
    /// Below 25.
    case exhausted
    /// From 25 to 50.
    case low
    /// From 50 to 75.
    case good
    /// From 75.
    case full

    /// Returns the level that an energy lies in.
    init(energy: Double) {
        self = Self(rawValue: min(3, max(0, Int(Energy.bounded(energy) / 25)))) ?? .exhausted
    }
}

/// What language a pet speaks.
public enum PetLanguage: String, CaseIterable, Hashable, Sendable {
    /// Chinese, in simplified characters.
    case chinese = "zh"
    /// English.
    case english = "en"
}
