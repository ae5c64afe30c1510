/// Decides whether a history has an order in which each operation happens at one moment between
/// being sent and being answered, and every reply is the one that the model gives.
///
/// This is the search of Wing and Gong (1993): put an operation first that no other one was over
/// before, and search on with the rest. Points that were searched before, told by the model's
/// state and the set of operations in order, are not searched again (Lowe, 2017).
package struct LinearizabilityChecker<Model: SequentialModel> {
    package let model: Model
    /// The most points that are visited before the search is given up.
    package var pointLimit = 2_000_000

    package init(_ model: Model) {
        self.model = model
    }

    package func check(_ history: [Model.Timed]) -> Verdict {
        var search = Search(model, history)
        return search.run(pointLimit: pointLimit)
    }
}

extension LinearizabilityChecker {
    /// A search through one history.
    private struct Search {
        /// Operations that are in order, with the state after them.
        struct Point: Hashable {
            var answered = OperationSet()
            /// Those without reply that have happened, or whose time is over.
            var unanswered = OperationSet()
            var state: Model.State
        }

        /// A point on the way to the current one, and what can follow it.
        struct Frame {
            var followers: [Point]
            var next = 0
        }

        private let model: Model
        /// The operations with replies, in the order in which they were sent.
        private let answered: [Model.Timed]
        /// What the model knows of those beforehand.
        private let hints: [OrderHint]
        /// Those without, in the order in which their clients were gone.
        private let unanswered: [Model.Timed]
        /// Whether each of those is likely to have happened.
        private let isLikely: [Bool]
        private var visited: Set<Point> = []
        private var furthest: (explainedCount: Int, point: Point)

        init(_ model: Model, _ history: [Model.Timed]) {
            self.model = model
            answered = history.filter { $0.outcome != nil }.sorted { $0.invoked < $1.invoked }
            hints = model.hints(in: answered)
            unanswered = history.filter { $0.outcome == nil }.sorted { $0.replied < $1.replied }
            isLikely = model.likelihood(of: unanswered, judgingBy: answered)
            furthest = (0, Point(state: model.initial))
        }

        mutating func run(pointLimit: Int) -> Verdict {
            let start = furthest.point
            if isEnd(start) { return .linearizable }
            var path = [Frame(followers: followers(of: start))]
            while let last = path.indices.last {
                guard path[last].next < path[last].followers.count else {
                    path.removeLast()
                    continue
                }
                let point = path[last].followers[path[last].next]
                path[last].next += 1
                guard visited.insert(point).inserted else { continue }
                if isEnd(point) { return .linearizable }
                if visited.count >= pointLimit { return .undecided(points: visited.count) }
                if path.count > furthest.explainedCount { furthest = (path.count, point) }
                path.append(Frame(followers: followers(of: point)))
            }
            return .notLinearizable(contradiction)
        }

        /// Whether all that was answered is in order; what was not need not have happened.
        private func isEnd(_ point: Point) -> Bool {
            point.answered.firstOpen == answered.count
        }

        /// Returns the points that one more operation leads to; what is likeliest comes first.
        private func followers(of point: Point) -> [Point] {
            let candidates = candidates(after: point)
            var followers: [Point] = []
            for index in candidates.answered {
                var follower = point
                follower.answered.insert(index)
                endTime(in: &follower)
                let states = model.states(after: answered[index], in: point.state)
                // It may as well happen now as later, unless another's time ends with it: then no
                // other branch is needed.
                if model.changesNothing(answered[index]), states.contains(point.state),
                    follower.unanswered == point.unanswered
                {
                    return [follower]
                }
                for state in states {
                    follower.state = state
                    followers.append(follower)
                }
            }
            let likely = candidates.unanswered.filter { isLikely[$0] }
            let unlikely = candidates.unanswered.filter { !isLikely[$0] }
            return likely.flatMap { lost($0, after: point) } + followers
                + unlikely.flatMap { lost($0, after: point) }
        }

        /// Returns the points that an operation without reply leads to.
        private func lost(_ index: Int, after point: Point) -> [Point] {
            var follower = point
            follower.unanswered.insert(index)
            return model.states(after: unanswered[index], in: point.state).compactMap { state in
                guard state != point.state else { return nil }
                follower.state = state
                return follower
            }
        }

        /// Closes operations without reply whose clients were gone before the last one in order was
        /// sent: those that have not happened never do.
        private func endTime(in point: inout Point) {
            let last = answered[point.answered.last].invoked
            while point.unanswered.firstOpen < unanswered.count,
                unanswered[point.unanswered.firstOpen].replied < last
            {
                point.unanswered.insert(point.unanswered.firstOpen)
            }
        }

        /// Returns the operations that none of those not yet in order was over before; the
        /// likeliest come first.
        private func candidates(after point: Point) -> (answered: [Int], unanswered: [Int]) {
            var firstReply = Duration.never
            var found: [Int] = []
            var index = point.answered.firstOpen
            while index < answered.count, answered[index].invoked <= firstReply {
                if !point.answered.contains(index) {
                    found.append(index)
                    firstReply = min(firstReply, answered[index].replied)
                }
                index += 1
            }
            let possible = (point.unanswered.firstOpen..<unanswered.count).filter {
                unanswered[$0].invoked <= firstReply && !point.unanswered.contains($0)
            }
            return (bestFirst(found), possible)
        }

        /// Leaves out operations that others among them certainly happened before, and puts the
        /// likeliest first.
        private func bestFirst(_ candidates: [Int]) -> [Int] {
            var ends: [Int: Duration] = [:]
            for index in candidates {
                guard let place = hints[index].place else { continue }
                ends[place.kind] = min(ends[place.kind] ?? .never, place.latest)
            }
            return candidates.filter { index in
                hints[index].place.map { $0.earliest <= ends[$0.kind] ?? .never } ?? true
            }.sorted { hints[$0].moment < hints[$1].moment }
        }

        private var contradiction: Contradiction {
            let candidates = candidates(after: furthest.point)
            return Contradiction(
                explainedCount: furthest.explainedCount,
                state: "\(furthest.point.state)",
                candidates: candidates.answered.map { "\(answered[$0])" }
                    + candidates.unanswered.map { "\(unanswered[$0])" })
        }
    }
}
