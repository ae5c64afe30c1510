/// What the scenarios are, in words.
enum Scenarios {
    /// By the first part of their figures' names.
    static let descriptions = [
        "p1": "50 clients, one command at a time",
        "p16": "50 clients, 16 commands at a time",
        "p100": "50 clients, 100 commands at a time",
        "p16big": "50 clients, 16 commands at a time, a million keys",
        "p16d1024": "50 clients, 16 commands at a time, values of 1 KB",
        "small": "50 clients, 16 commands at a time, small collections",
        "million": "50 clients, 16 commands at a time, collections of many elements",
        "multi": "MULTI, ten commands and EXEC",
        "script": "A lock that is not released, by a script",
        "publish": "PUBLISH to ten subscribers",
        "memory": "Memory of two million keys",
        "growth": "The slowest moment while two million keys come",
        "elements": "Memory of elements in collections",
        "freeing": "The longest silence while ten million elements go",
        "start": "From the start to the first PONG",
        "large": "A large value",
        "inprocess": "In process, without a socket",
        "client": "MartletClient",
        "messages": "StatelessMessages",
        "layers": "UploadStatus, ContextCache and PetState",
        "service": "An event to a thousand streams of the service",
    ]
}
