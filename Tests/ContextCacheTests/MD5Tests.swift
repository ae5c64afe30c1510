@testable import ContextCache
import Testing

@Suite struct MD5Tests {
    @Test(arguments: [
        ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
        ("你好", "7eca689f0d3389d9dea66ae112e5cfd7"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
    ])
    func digestsAreTheKnownOnes(text: String, digest: String) {
        #expect(MD5.hex(of: text) == digest)
    }
}
