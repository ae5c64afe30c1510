import MartletEngine

extension RDBReader {
    /// Takes a list whose elements stand one after the other.
    @_lifetime(self: copy self)
    mutating func list(_ context: RDBContext) throws(ReplyError) -> ListObject {
        let count = try length()
        let list = context.makeList()
        for _ in 0..<count {
            try string { (element) throws(ReplyError) in list.append(element, context) }
        }
        return try list.orRefused()
    }

    /// Takes a list of one ziplist.
    @_lifetime(self: copy self)
    mutating func listOfZiplist(_ context: RDBContext) throws(ReplyError) -> ListObject {
        let list = context.makeList()
        try string { (bytes) throws(ReplyError) in
            try Ziplist.forEach(in: bytes) { element in
                element.withBytes { bytes in list.append(bytes, context) }
            }
        }
        return try list.orRefused()
    }

    /// Takes a list of ziplists, each of which becomes a node.
    @_lifetime(self: copy self)
    mutating func quicklistOfZiplists(_ context: RDBContext) throws(ReplyError) -> ListObject {
        let count = try length()
        let list = context.makeList()
        for _ in 0..<count {
            let node = try string { (bytes) throws(ReplyError) in try Ziplist.packed(bytes) }
            if !node.isEmpty { list.elements.appendNode(node) }
        }
        return try list.orRefused()
    }

    /// Takes a list as it is kept: nodes that are packed, or plain. Empty nodes are left out.
    @_lifetime(self: copy self)
    mutating func quicklist(_ context: RDBContext) throws(ReplyError) -> ListObject {
        let count = try length()
        let list = context.makeList()
        for _ in 0..<count {
            switch try length() {
            case RDBWriter.NodeMark.plain:
                try string { (bytes) throws(ReplyError) in
                    guard bytes.count > 0 else { throw .badDataFormat }
                    list.elements.appendPlainNode(bytes)
                }
            case RDBWriter.NodeMark.packed:
                let node = try packedList()
                if !node.isEmpty { list.elements.appendNode(node) }
            default:
                throw .badDataFormat
            }
        }
        return try list.orRefused()
    }

    /// Takes packed elements.
    @_lifetime(self: copy self)
    mutating func packedList() throws(ReplyError) -> PackedList {
        try string { (bytes) throws(ReplyError) in
            guard let list = PackedList(validating: bytes) else { throw .badDataFormat }
            return list
        }
    }
}

extension RDBContext {
    /// Returns an empty list.
    fileprivate func makeList() -> ListObject {
        ListObject(limit: listLimit, compressDepth: listCompressDepth)
    }
}

extension ListObject {
    fileprivate func append(_ element: Span<UInt8>, _ context: RDBContext) {
        elements.push(element, at: .tail, plainFrom: context.plainThreshold)
    }

    /// Returns the list unless it is empty.
    fileprivate func orRefused() throws(ReplyError) -> ListObject {
        guard count > 0 else { throw .badDataFormat }
        return self
    }
}
