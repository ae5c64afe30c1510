/// The kinds that several routes take or answer.
enum ServiceSchemas {
    /// Why a request is refused.
    static let problem = Schema.named(
        "Problem",
        .object([
            .init("error", .anyText, "What is wrong, as a sentence."),
            .init("field", .optional(.anyText), "The field that is wrong, if one is."),
        ]))

    /// A key that makes a request do its work once.
    static let idempotencyKey = Parameter.header(
        "Idempotency-Key", .text(1...128),
        "What the request is known by: sent again with it, it does nothing twice.")
}
