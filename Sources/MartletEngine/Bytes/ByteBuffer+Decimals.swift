extension ByteBuffer {
    /// Appends a number, not negative, rounded to so many digits behind the point, as C's `%.2f` does.
    package mutating func append(_ value: Double, decimals: Int) {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let product = value * scale
        var scaled = product.rounded(.toNearestOrEven)
        // The product may be halfway only because it was rounded itself.
        let error = (-product).addingProduct(value, scale)
        if abs(product - scaled) == 0.5, error != 0 {
            scaled = product.rounded(error > 0 ? .up : .down)
        }
        guard scaled.isFinite, scaled >= 0, scaled < 9e18 else {
            append("0")
            return
        }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        append(text: String(padded.dropLast(decimals)))
        guard decimals > 0 else { return }
        append(".")
        append(text: String(padded.suffix(decimals)))
    }

    /// Appends a number of bytes in the largest unit that makes at least one, as `894.92K`.
    package mutating func append(bytesForHumans count: Int) {
        guard count >= 1024 else {
            append(text: "\(max(0, count))B")
            return
        }
        var value = Double(count) / 1024
        var units = ["K", "M", "G", "T", "P"][...]
        while value >= 1024, units.count > 1 {
            value /= 1024
            units.removeFirst()
        }
        append(value, decimals: 2)
        append(text: units.first ?? "")
    }
}
