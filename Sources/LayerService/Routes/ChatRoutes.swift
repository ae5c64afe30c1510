import ContextCache
import Hummingbird
import LayerSupport

/// The buffers of chats.
enum ChatRoutes {
    static let all = [push, flush]

    static let push = Route(
        .post, "/api/v1/chat/{user}/{device}/{agent}/messages",
        "Adds a message to a chat, and hands the chat over if there are enough; _ stands for an id that isn't known",
        takes: .json([
            .init("role", .text(1...64), "Who says it: user, assistant."),
            .init("content", .text(0...100_000), "What is said."),
        ]),
        answers: .json(
            .created,
            .object([
                .init("length", .count, "How many messages there were with it."), isConnected,
            ]), "The message was added."), .switchedOff
    ) { call in
        let length = try await buffer(call).push(
            call.text("role") ?? "", call.text("content") ?? "", to: chat(call))
        return .json(
            ["length": .integer(length), "is_connected": connected(call)], status: .created)
    }

    static let flush = Route(
        .post, "/api/v1/chat/{user}/{device}/{agent}/flush", "Hands over what a chat has",
        answers: .ok(
            .object([.init("message_count", .count, "How many messages that were."), isConnected])),
        .switchedOff
    ) { call in
        let count = try await buffer(call).flush(chat(call))
        return .json(["message_count": .integer(count), "is_connected": connected(call)])
    }

    private static let isConnected = Schema.Property(
        "is_connected", .boolean,
        "Whether the server has the chat; else this instance keeps it until the server is back.")

    private static func buffer(_ call: Call) throws -> ChatBuffer {
        guard let chats = call.layers.openChats else { throw ServiceProblem.switchedOff }
        return chats
    }

    private static func connected(_ call: Call) -> JSONValue {
        .boolean(call.layers.chatStore.isConnected)
    }

    private static func chat(_ call: Call) -> ChatID {
        let ids = ["user", "device", "agent"].map { name in
            call.path(name) == "_" ? nil : call.path(name)
        }
        return ChatID(user: ids[0], device: ids[1], agent: ids[2])
    }
}
