#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The C library's functions of angles in radians: to the last digit those of a redis-server on the
/// same system.
extension Double {
    package var sine: Double { sin(self) }

    package var cosine: Double { cos(self) }

    package var arcSine: Double { asin(self) }
}
