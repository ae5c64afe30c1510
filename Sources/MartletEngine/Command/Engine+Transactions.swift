/// Transactions of the program around the engine, all at once.
extension Engine {
    /// Runs `count` commands, each put together in `list` by `write`, as one transaction. The reply is
    /// that of EXEC, or the error of the first command that can't be queued; then none runs.
    package mutating func executeTransaction(
        _ list: inout ArgumentList, count: Int, for handle: ClientHandle,
        _ write: (Int, inout ArgumentList) -> Void, reply: inout ReplyWriter
    ) -> Outcome {
        let begin = executeAlone("MULTI", &list, for: handle, reply: &reply)
        guard begin == .replied, !reply.beginsWithError else { return begin }
        for index in 0..<count {
            reply.removeAll()
            write(index, &list)
            let outcome = execute(&list, for: handle, reply: &reply)
            list.removeAll()
            guard outcome == .replied, !reply.beginsWithError else {
                if let client = call.clients[handle] { call.discardTransaction(of: client) }
                return outcome
            }
        }
        reply.removeAll()
        return executeAlone("EXEC", &list, for: handle, reply: &reply)
    }

    private mutating func executeAlone(
        _ name: StaticString, _ list: inout ArgumentList, for handle: ClientHandle,
        reply: inout ReplyWriter
    ) -> Outcome {
        list.append(name.bytes)
        let outcome = execute(&list, for: handle, reply: &reply)
        list.removeAll()
        return outcome
    }
}

extension ReplyWriter {
    fileprivate var beginsWithError: Bool {
        borrowing get { firstType == UInt8(ascii: "-") }
    }
}
