import Hummingbird

/// The page that shows a conversation and a pet. It has all that it needs in it.
enum ServicePage {
    static let route = Route(
        .get, "/", "Shows a conversation that streams, and a pet",
        answers: Reply(status: .ok, summary: "The page.", content: .text(type: type))
    ) { _ in
        var response = Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.page_html)))
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private static let type = "text/html; charset=utf-8"

    /// Nothing is loaded from elsewhere, and nobody shows the page in theirs.
    private static let policy = """
        default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
        connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
        frame-ancestors 'none'
        """
}
