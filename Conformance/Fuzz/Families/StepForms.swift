import ConformanceKit

/// The templates of some families, laid out so that one is chosen by weight at once.
package struct StepForms {
    enum Slot {
        case template(CallTemplate)
        /// A call within a script.
        case script
        /// Calls within a transaction.
        case transaction
    }

    let payloads: PayloadPool
    let settings: [CallTemplate]?
    private let slots: [Slot]
    private let plainSlots: [Slot]

    /// Reads the templates of families.
    ///
    /// - Throws: What is wrong with a template.
    package init(_ families: [CallFamily], payloads: PayloadPool = PayloadPool()) throws {
        self.payloads = payloads
        settings =
            families.contains(.settings)
            ? try TemplateReader.templates(CallFamily.settings.text).dropLast() : nil
        var slots: [Slot] = []
        var plainSlots: [Slot] = []
        for family in families {
            let templates = try TemplateReader.templates(family.text)
            let total = max(1, templates.reduce(0) { $0 + $1.weight })
            let unit = Double(family.weight * 40) / Double(total)
            for template in templates {
                let count = max(1, Int(unit * Double(template.weight)))
                let repeated = Array(repeating: Slot.template(template), count: count)
                slots += repeated
                if family.isPlain { plainSlots += repeated }
            }
            let own = family.weight * 20
            if family == .scripts { slots += Array(repeating: .script, count: own) }
            if family == .transactions { slots += Array(repeating: .transaction, count: own) }
        }
        self.slots = slots
        self.plainSlots = plainSlots
    }

    func slot(_ random: inout SeededRandom) -> Slot { slots[random.below(slots.count)] }

    /// Returns what may be wrapped by a script or a transaction.
    func plainSlot(_ random: inout SeededRandom) -> Slot {
        plainSlots.isEmpty ? .script : plainSlots[random.below(plainSlots.count)]
    }
}

extension CallFamily {
    /// Whether its calls may be wrapped by scripts and transactions.
    fileprivate var isPlain: Bool {
        switch self {
        case .scripts, .transactions, .connection, .databases, .settings, .server: false
        default: true
        }
    }
}
