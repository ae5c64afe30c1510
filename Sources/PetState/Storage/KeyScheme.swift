/// The keys of pets in Redis: those that the Python program uses, or on a cluster the same with a hash
/// tag, so that all of a device are on one node.
public struct KeyScheme: Hashable, Sendable {
    /// Whether the keys are spread over the nodes of a cluster.
    public let isClustered: Bool

    /// Makes the scheme of a server or of a cluster.
    public init(isClustered: Bool) {
        self.isClustered = isClustered
    }

    /// Returns the key of a device's system: `life_{device_id}:rhythm`, where the braces are a hash tag
    /// on a cluster, and aren't there elsewhere.
    public func key(_ system: PetSystem, of device: DeviceID) -> String {
        prefix(of: device) + system.rawValue
    }

    /// Returns the keys of all systems of a device.
    public func keys(of device: DeviceID) -> [String] {
        PetSystem.allCases.map { key($0, of: device) }
    }

    /// Returns the key that remembers a request. It has no colon behind its last, and no system's name
    /// there, and so isn't another device's document.
    public func request(_ request: RequestID, of device: DeviceID) -> String {
        var name = PathName.encoded(request.text)
        if PetSystem(rawValue: name) != nil { name += "%" }
        return prefix(of: device) + "request:" + name
    }

    /// What all keys of pets match.
    public static let pattern = "life_*"

    private func prefix(of device: DeviceID) -> String {
        isClustered ? "life_{\(device.text)}:" : "life_\(device.text):"
    }
}

/// The name of a device, which has one pet.
public struct DeviceID: Hashable, Sendable, CustomStringConvertible {
    /// The name as it was given.
    public let text: String

    /// Checks a name.
    ///
    /// - Throws: ``PetStateError`` with the code ``PetStateError/Code/invalidDevice`` if it is empty,
    ///   longer than 128 bytes, or has braces or control characters in it.
    public init(_ text: String) throws(PetStateError) {
        // A brace would end the hash tag that a cluster's keys have, or begin another.
        guard (1...128).contains(text.utf8.count), !text.contains(where: { "{}".contains($0) }),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw PetStateError(
                code: .invalidDevice,
                message: "a device has 1 to 128 bytes, without braces and control characters")
        }
        self.text = text
    }

    /// The name.
    public var description: String { text }
}

/// What tells a request from others, so that it does its work once, however often it is sent.
public struct RequestID: Hashable, Sendable {
    /// The key as it was given.
    public let text: String

    /// Checks a key.
    ///
    /// - Throws: ``PetStateError`` with the code ``PetStateError/Code/invalidRequest`` if it is empty or
    ///   longer than 128 bytes.
    public init(_ text: String) throws(PetStateError) {
        guard (1...128).contains(text.utf8.count) else {
            throw PetStateError(code: .invalidRequest, message: "a key has 1 to 128 bytes")
        }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// Makes a key that no other request has.
    static func unique() -> RequestID { RequestID(unchecked: UniqueName.make()) }
}
