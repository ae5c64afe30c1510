import Hummingbird

/// What a refused request is told: a sentence, and the field that is wrong where one is.
struct ServiceProblem: Error, Encodable, Sendable {
    let error: String
    let field: String?
}
