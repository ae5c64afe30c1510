import LayerSupport

/// What a value of JSON has to look like: what comes is checked by it, and what goes is described by it.
indirect enum Schema: Hashable, Sendable {
    /// Anything, but no number that JSON has no word for.
    case any
    /// `true` or `false`.
    case boolean
    /// A text of so many characters, which are Unicode's scalars.
    case text(ClosedRange<Int>)
    /// A text of so many characters, none of which is a control character: it becomes a part of a key.
    case id(ClosedRange<Int>)
    /// One of some texts.
    case choice([String])
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// A number.
    case number(ClosedRange<Double>)
    /// Values of one kind, so many at most.
    case array(Schema, atMost: Int)
    /// Values by name.
    case object([Property])
    /// Values by names that aren't known before.
    case map(Schema)
    /// A value of a kind, or `null`.
    case optional(Schema)
    /// A kind that has a name of its own.
    case named(String, Schema)

    /// A value of an object.
    struct Property: Hashable, Sendable {
        let name: String
        let schema: Schema
        let summary: String
        let isRequired: Bool

        /// Makes a value that has to be there.
        init(_ name: String, _ schema: Schema, _ summary: String = "") {
            self.init(name, schema, summary, isRequired: true)
        }

        private init(_ name: String, _ schema: Schema, _ summary: String, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.summary = summary
            self.isRequired = isRequired
        }

        /// Makes a value that may be missing.
        static func optional(_ name: String, _ schema: Schema, _ summary: String = "") -> Property {
            Property(name, schema, summary, isRequired: false)
        }
    }

    /// A text of any length.
    static let anyText = Schema.text(0...Int.max)
    /// A whole number that isn't negative.
    static let count = Schema.integer(0...Int.max)
    /// Any number.
    static let anyNumber = Schema.number(-Double.infinity...Double.infinity)
    /// Seconds since 1970.
    static let time = Schema.number(0...Double.infinity)
    /// What something is called in a path.
    static let id = Schema.id(1...256)
}
