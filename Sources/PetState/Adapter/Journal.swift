import LayerSupport

/// What was done with a pet while the server was away, in order.
///
/// It is what comes to the server's pet later: deeds, never a state, so that nothing newer is
/// overwritten. Each has a request's key, by which it is done once.
struct Journal: Hashable, Sendable {
    private(set) var visits: [Visit] = []

    /// Makes an empty journal.
    init() {}

    /// Reads a journal.
    init(_ bytes: [UInt8]) throws {
        for entry in try JSONParser.value(of: bytes).elements ?? [] {
            guard let object = entry.object, let name = object["action"]?.stringValue,
                let time = object["at"]?.doubleValue, let id = object["request"]?.stringValue
            else { continue }
            guard let kind = Visit.Kind(name: name, hours: object["hours"]?.intValue) else {
                continue
            }
            visits.append(Visit(time: time, kind: kind, request: try RequestID(id)))
        }
    }

    var bytes: [UInt8] {
        let entries = visits.map { visit -> JSONValue in
            var object: JSONObject = ["action": .string(visit.kind.name), "at": .float(visit.time)]
            if case .fastForward(let hours) = visit.kind { object["hours"] = .integer(hours) }
            object["request"] = visit.request.map { .string($0.text) }
            return .object(object)
        }
        return JSONWriter.bytes(of: .array(entries))
    }

    var requests: [RequestID] { visits.compactMap(\.request) }

    /// Adds a deed, unless it is there already.
    mutating func add(_ visit: Visit) {
        guard visit.isDeed, !requests.contains(where: { $0 == visit.request }) else { return }
        visits.append(visit)
    }

    /// Forgets deeds.
    mutating func remove(_ requests: some Sequence<RequestID>) {
        let done = Set(requests)
        visits.removeAll { $0.request.map(done.contains) ?? false }
    }

    /// Does what isn't done yet with the server's pet. A pet isn't born anew over what happened to it
    /// later.
    func apply(to pet: inout Pet, without done: Set<RequestID>, _ rules: PetRules) {
        for visit in visits.sorted(by: { $0.time < $1.time }) {
            if let request = visit.request, done.contains(request) { continue }
            if visit.kind == .reset, visit.time < pet.lastUpdate { continue }
            _ = visit.apply(to: &pet, rules)
        }
    }
}

extension Visit.Kind {
    fileprivate init?(name: String, hours: Int?) {
        switch name {
        case "reset": self = .reset
        case "look": self = .look
        case "fast_forward":
            guard let hours else { return nil }
            self = .fastForward(hours: hours)
        default:
            guard let action = PetAction(rawValue: name) else { return nil }
            self = .action(action)
        }
    }

    fileprivate var name: String {
        switch self {
        case .look, .catchUp: "look"
        case .action(let action): action.rawValue
        case .fastForward: "fast_forward"
        case .reset: "reset"
        }
    }
}
