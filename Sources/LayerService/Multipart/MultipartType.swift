/// What a request's `Content-Type` says of its form.
enum MultipartType {
    /// Returns the boundary of `multipart/form-data; boundary=…`; nil if it is something else.
    static func boundary(of contentType: String?) -> String? {
        guard let contentType else { return nil }
        let parts = contentType.split(separator: ";").map { part in
            part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        }.map { String($0) }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        let boundaries = parts.dropFirst().filter { $0.lowercased().hasPrefix("boundary=") }
        guard boundaries.count == 1, var boundary = boundaries.first?.dropFirst(9) else {
            return nil
        }
        if boundary.first == "\"" {
            guard boundary.count > 1, boundary.last == "\"" else { return nil }
            boundary = boundary.dropFirst().dropLast()
        }
        guard (1...70).contains(boundary.count), boundary.allSatisfy(isAllowed) else { return nil }
        return String(boundary)
    }

    private static func isAllowed(_ sign: Character) -> Bool {
        sign.isASCII && (sign.isLetter || sign.isNumber || "'()+_,-./:=? ".contains(sign))
    }
}
