/// Text as a part of a page.
package enum HTMLText {
    /// Returns text that stands for itself, between tags and in attributes.
    package static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;")
            .replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
