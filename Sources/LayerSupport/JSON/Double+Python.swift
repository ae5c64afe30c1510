extension Double {
    /// The number as Python writes it in JSON: the shortest digits that mean it, with an exponent
    /// below 10⁻⁴ and from 10¹⁶ on. Swift finds the same digits, but has an exponent from elsewhere.
    public var pythonRepresentation: String {
        guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity" }
        let sign = self.sign == .minus ? "-" : ""
        guard self != 0 else { return sign + "0.0" }
        let (digits, point) = shortestDigits
        switch point {
        case 17...: return sign + Self.scientific(digits, point - 1)
        case ...(-4): return sign + Self.scientific(digits, point - 1)
        case ...0: return sign + "0." + String(repeating: "0", count: -point) + digits
        default:
            let zeros = String(repeating: "0", count: max(0, point - digits.count))
            let whole = digits.prefix(point) + zeros
            let fraction = digits.dropFirst(point)
            return sign + whole + "." + (fraction.isEmpty ? "0" : fraction)
        }
    }

    /// The digits without zeros at either end, and where the decimal point is, counted from their
    /// beginning.
    private var shortestDigits: (digits: String, point: Int) {
        let parts = magnitude.description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = mantissa.joined()
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), mantissa[0].count - leading + exponent)
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
        let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
        return digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + size
    }
}
