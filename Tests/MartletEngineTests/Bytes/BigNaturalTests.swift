import Testing

@testable import MartletEngine

@Suite struct BigNaturalTests {
    @Test func factorial() {
        var number = BigNatural(1)
        for i in 1...30 { number.multiply(by: UInt64(i)) }
        #expect(Self.text(number) == "265252859812191058636308480000000")
        for i in (2...30).reversed() { #expect(number.divide(by: UInt64(i)) == 0) }
        #expect(number == BigNatural(1))
    }

    @Test func powersAgree() {
        var shifted = BigNatural(1)
        shifted.shiftLeft(by: 200)
        shifted.multiply(byFiveTo: 200)
        var power = BigNatural(1)
        power.multiply(byTenTo: 200)
        #expect(shifted == power)
        #expect(Self.text(power) == "1" + String(repeating: "0", count: 200))
    }

    @Test func subtracts() {
        var a = BigNatural(1)
        a.shiftLeft(by: 128)
        a.subtract(BigNatural(1))
        #expect(a.bitWidth == 128)
        #expect(a.limbs == [.max, .max])
        a.subtract(a)
        #expect(a.isZero)
        #expect(a.decimalDigits().isEmpty)
    }

    @Test func compares() {
        var large = BigNatural(3)
        large.shiftLeft(by: 64)
        #expect(BigNatural(.max) < large)
        var larger = large
        larger.multiply(by: 1, adding: 1)
        #expect(large < larger)
        #expect(!(large < large))
    }

    private static func text(_ number: BigNatural) -> String {
        String(decoding: number.decimalDigits().map { $0 + 48 }, as: UTF8.self)
    }
}
