import Testing

import MartletEngine

/// What a keyspace should hold, kept the simple way.
struct KeyspaceModel {
    struct Value: Equatable {
        var text: String
        var encoding: String
        var deadline: Int?
    }

    var values: [String: Value] = [:]

    mutating func expire(now: Int) {
        values = values.filter { $0.value.deadline ?? .max > now }
    }

    static func encoding(_ text: String, raw: Bool = false) -> String {
        if raw { return "raw" }
        if let integer = Int(text), "\(integer)" == text { return "int" }
        return text.utf8.count > 44 ? "raw" : "embstr"
    }
}

@Suite struct KeyspaceTests {
    /// What makes room for a result takes an expired key for one that is there.
    @Test func clearingDoesNotLookAtTime() {
        var keyspace = Keyspace()
        keyspace.now = 1000
        keyspace.setString("v".utf8.span, at: "k".utf8.span)
        keyspace.setDeadline(2000, at: "k".utf8.span)
        keyspace.now = 3000
        let isCleared = keyspace.clear("k".utf8.span)
        #expect(isCleared)
        let isThere = keyspace.clear("k".utf8.span)
        #expect(!isThere)
        let expired = keyspace.statistics.expired
        #expect(expired == 0)
        let left = keyspace.expiringCount
        #expect(left == 0)
    }

    /// A keyspace and a dictionary that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([1, 2, 3, 4])) func agreesWithModel(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var keyspace = Keyspace(seed: HashSeed(using: &random))
        var model = KeyspaceModel()
        for _ in 0..<4000 {
            keyspace.now += Int(random.next() % 3)
            model.expire(now: keyspace.now)
            try step(&keyspace, &model, &random)
            keyspace.checkInvariants()
        }
        _ = keyspace.expireDue(limit: .max)
        #expect(keyspace.count == model.values.count)
        for key in model.values.keys { try compare(key, &keyspace, model) }
    }

    private func step(
        _ keyspace: inout Keyspace, _ model: inout KeyspaceModel, _ random: inout RandomSource
    ) throws {
        let key = "key:\(random.next() % 40)"
        let other = "key:\(random.next() % 40)"
        let deadline = keyspace.now + 1 + Int(random.next() % 300)
        let text = Self.randomText(&random)
        switch random.next() % 12 {
        case 0:
            keyspace.setString(text.utf8.span, at: key.utf8.span, expiry: .at(deadline))
            model.values[key] = .init(
                text: text, encoding: KeyspaceModel.encoding(text), deadline: deadline)
        case 1:
            keyspace.setString(text.utf8.span, at: key.utf8.span, expiry: .keep)
            model.values[key] = .init(
                text: text, encoding: KeyspaceModel.encoding(text),
                deadline: model.values[key]?.deadline)
        case 2:
            keyspace.setString(text.utf8.span, at: key.utf8.span)
            model.values[key] = .init(text: text, encoding: KeyspaceModel.encoding(text))
        case 3:
            let isThere = model.values.removeValue(forKey: key) != nil
            let isRemoved = keyspace.remove(key.utf8.span)
            #expect(isRemoved == isThere)
        case 4:
            #expect(keyspace.setDeadline(deadline, at: key.utf8.span) == (model.values[key] != nil))
            model.values[key]?.deadline = deadline
        case 5:
            let expires = model.values[key]?.deadline != nil
            #expect(keyspace.persist(key.utf8.span) == expires)
            model.values[key]?.deadline = nil
        case 6 where key != other:
            let moved = model.values.removeValue(forKey: key)
            #expect(keyspace.rename(key.utf8.span, to: other.utf8.span) == (moved != nil))
            if let moved { model.values[other] = moved }
        case 7 where key != other:
            let value = model.values[key]
            #expect(keyspace.copy(key.utf8.span, to: other.utf8.span) == (value != nil))
            if let value { model.values[other] = value }
        case 8:
            let old = model.values[key]
            let count = try keyspace.append(text.utf8.span, to: key.utf8.span)
            let sum = (old?.text ?? "") + text
            #expect(count == sum.utf8.count)
            model.values[key] = .init(text: sum, encoding: "raw", deadline: old?.deadline)
        case 9:
            increment(key, &keyspace, &model)
        case 10:
            let due = Int(random.next() % 3)
            #expect(keyspace.expireDue(limit: due) <= due)
        default: break
        }
        try compare(key, &keyspace, model)
    }

    private func increment(_ key: String, _ keyspace: inout Keyspace, _ model: inout KeyspaceModel)
    {
        let old = model.values[key]
        let value = Int(old?.text ?? "0").flatMap { "\($0)" == old?.text ?? "0" ? $0 : nil }
        guard let value, value < .max - 9 else {
            let sum = try? keyspace.increment(key.utf8.span, by: value == nil ? 1 : .max)
            #expect(sum == nil)
            return
        }
        let sum = try? keyspace.increment(key.utf8.span, by: 9)
        #expect(sum == value + 9)
        model.values[key] = .init(text: "\(value + 9)", encoding: "int", deadline: old?.deadline)
    }

    private func compare(
        _ key: String, _ keyspace: inout Keyspace, _ model: KeyspaceModel
    ) throws {
        guard let expected = model.values[key] else {
            #expect(keyspace.contains(key.utf8.span) == false)
            return
        }
        let found = try text(at: key, in: &keyspace)
        #expect(found == expected.text)
        guard let entry = keyspace.entry(at: key.utf8.span, .peek) else { return }
        let (deadline, encoding) = (entry.deadline, entry.stringEncoding)
        #expect(deadline == expected.deadline)
        #expect(encoding.map { "\($0)" } == expected.encoding)
    }

    /// Integers, short and long strings, and strings that become blobs when appended to.
    private static func randomText(_ random: inout RandomSource) -> String {
        switch random.next() % 6 {
        case 0: "\(Int(truncatingIfNeeded: random.next()))"
        case 1: "\(random.next() % 100)"
        case 2: String(repeating: "l", count: Int(random.next() % 5000))
        case 3: ""
        default: String(repeating: "s", count: Int(random.next() % 60))
        }
    }
}

/// Returns the string at `key`.
func text(at key: String, in keyspace: inout Keyspace) throws(ReplyError) -> String? {
    guard let string = try keyspace.string(at: key.utf8.span) else { return nil }
    return string.withBytes { String(copying: $0) }
}
