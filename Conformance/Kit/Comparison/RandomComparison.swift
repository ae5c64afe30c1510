/// Compares replies that are drawn by chance.
enum RandomComparison {
    /// Returns what is wrong with the target's replies, or nil.
    static func difference(_ step: CaseStep, _ real: [ReplyNode], _ target: [ReplyNode]) -> String?
    {
        guard real.count == target.count else { return "another number of replies" }
        for (one, other) in zip(real, target) where !one.hasShape(of: other) {
            return "a reply of another type or size"
        }
        guard !step.members.isEmpty else { return nil }
        let population = Set(step.members)
        for (name, nodes) in [("the real server", real), ("the target", target)] {
            for leaf in nodes.flatMap(\.leaves) where !population.contains(leaf.payload) {
                return "\(name) drew “\(ByteText.escaped(leaf.payload))”, which is no member"
            }
        }
        return step.draws > 1 ? distribution(step, target) : nil
    }

    /// Each member must come up between half and twice as often as its equal share.
    private static func distribution(_ step: CaseStep, _ replies: [ReplyNode]) -> String? {
        var counts: [[UInt8]: Int] = [:]
        let leaves = replies.flatMap(\.leaves)
        for leaf in leaves { counts[leaf.payload, default: 0] += 1 }
        let share = Double(leaves.count) / Double(Set(step.members).count)
        for member in step.members {
            let count = counts[member] ?? 0
            guard Double(count) < share / 2 || Double(count) > share * 2 else { continue }
            let name = ByteText.escaped(member)
            return "“\(name)” was drawn \(count) times of \(leaves.count)"
        }
        return nil
    }
}
