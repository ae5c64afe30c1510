// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The pkg-config name of libuv: the static archive where the system has one, else the shared one.
let libuv: String = {
    let searchPath = Context.environment["PKG_CONFIG_PATH"]?.split(separator: ":").map(String.init)
    let folders =
        (searchPath ?? []) + [
            "/usr/lib/x86_64-linux-gnu/pkgconfig", "/usr/lib/aarch64-linux-gnu/pkgconfig",
            "/usr/lib64/pkgconfig", "/usr/lib/pkgconfig", "/usr/local/lib/pkgconfig",
            "/opt/homebrew/lib/pkgconfig",
        ]
    let hasArchive = folders.contains {
        FileManager.default.fileExists(atPath: "\($0)/libuv-static.pc")
    }
    return hasArchive ? "libuv-static" : "libuv"
}()

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // `Arguments` and the table's views are `~Escapable`; their initializers need `@_lifetime`.
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "martlet",
    products: [
        .library(name: "Martlet", targets: ["Martlet"]),
        .library(name: "MartletTesting", targets: ["MartletTesting"]),
        .library(name: "MartletClient", targets: ["MartletClient"]),
        .library(name: "LayerSupport", targets: ["LayerSupport"]),
        .library(name: "PetState", targets: ["PetState"]),
        .library(name: "UploadStatus", targets: ["UploadStatus"]),
        .library(name: "ContextCache", targets: ["ContextCache"]),
        .library(name: "StatelessMessages", targets: ["StatelessMessages"]),
        .library(name: "LayerService", targets: ["LayerService"]),
        .executable(name: "martlet-layers", targets: ["martlet-layers"]),
        .executable(name: "martlet-server", targets: ["martlet-server"]),
        .executable(name: "martlet-benchmark", targets: ["martlet-benchmark"]),
        .executable(name: "conformance", targets: ["conformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.24.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(
            name: "CLibuv",
            pkgConfig: libuv,
            providers: [.apt(["libuv1-dev"]), .brew(["libuv"])]
        ),
        .systemLibrary(name: "CTicks"),
        .systemLibrary(name: "CMemory"),
        // Lua 5.1 itself: its headers, and what may not be written in Swift.
        .systemLibrary(
            name: "CLua",
            providers: [.apt(["liblua5.1-0-dev", "lua-bitop-dev", "lua-cjson-dev"])]
        ),
        .target(name: "MartletRESP", swiftSettings: settings),
        // Floor 1. The hot path is one module: what a command touches is inlined without
        // annotations. Its floors are folders, lowest first: Bytes, RESP, Structures, Values, …
        .target(name: "MartletEngine", dependencies: ["CTicks"], swiftSettings: settings),
        // The only module that knows libuv; what it has of pointers is in its folder Unsafe.
        .target(name: "MartletLoop", dependencies: ["CLibuv"], swiftSettings: settings),
        // Floor 2
        .target(name: "MartletCommands", dependencies: ["MartletEngine"], swiftSettings: settings),
        .target(name: "MartletRDB", dependencies: ["MartletEngine"], swiftSettings: settings),
        // Lua's archives are linked by name, so that no shared library of theirs is needed to run.
        .target(
            name: "MartletScripting",
            dependencies: ["CLua", "MartletEngine", "MartletRDB"],
            swiftSettings: settings,
            linkerSettings: [
                .linkedLibrary(":liblua5.1-cjson.a"), .linkedLibrary(":liblua5.1-bitop.a"),
                .linkedLibrary(":liblua5.1.a"), .linkedLibrary("m"),
            ]
        ),
        // Floor 3
        .target(
            name: "MartletServer",
            dependencies: [
                "MartletCommands", "MartletEngine", "MartletLoop", "MartletRDB", "MartletScripting",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        // Floors 4 and 5
        .target(
            name: "Martlet",
            dependencies: [
                "MartletServer", "MartletCommands", "MartletEngine", "MartletRESP",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "MartletTesting", dependencies: ["Martlet", "MartletRESP"],
            swiftSettings: settings),
        .target(
            name: "MartletClient",
            dependencies: [
                "Martlet", "MartletRESP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings
        ),
        // Floor 6: the layers, and what they share: JSON and times as Python writes them.
        .target(
            name: "LayerSupport", dependencies: ["MartletEngine"], swiftSettings: settings),
        .target(
            name: "PetState", dependencies: ["LayerSupport", "MartletClient"],
            swiftSettings: settings),
        .target(
            name: "UploadStatus", dependencies: ["LayerSupport", "MartletClient"],
            swiftSettings: settings),
        .target(
            name: "ContextCache",
            dependencies: [
                "LayerSupport", "MartletClient", "MartletRESP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "StatelessMessages",
            dependencies: [
                "LayerSupport", "MartletClient", "MartletRESP",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        // Floor 7
        // The layers' HTTP service: its routes and what they need; the program only starts it.
        .target(
            name: "LayerService",
            dependencies: [
                "ContextCache", "LayerSupport", "MartletClient", "PetState", "StatelessMessages",
                "UploadStatus",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["OpenAPI/openapi.json"],
            resources: [.embedInCode("Page/page.html")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "martlet-layers",
            dependencies: [
                "ContextCache", "LayerService",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "martlet-server",
            dependencies: [
                "CMemory", "MartletServer", "MartletCommands", "MartletEngine", "MartletLoop",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "martlet-benchmark",
            dependencies: [
                "ConformanceKit", "ContextCache", "LayerSupport", "Martlet", "MartletClient",
                "MartletRESP", "PetState", "StatelessMessages", "UploadStatus",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ConformanceKit",
            dependencies: ["MartletRESP"],
            path: "Conformance/Kit",
            resources: [.embedInCode("Page/page.html")],
            swiftSettings: settings
        ),
        .target(
            name: "Linearizability",
            dependencies: ["ConformanceKit", "Martlet", "MartletRESP"],
            path: "Conformance/Linearizability",
            swiftSettings: settings
        ),
        .target(
            name: "Fuzz",
            dependencies: ["ConformanceKit", "Martlet", "MartletRESP"],
            path: "Conformance/Fuzz",
            swiftSettings: settings
        ),
        .target(
            name: "ProtocolFuzz",
            dependencies: ["ConformanceKit", "MartletRESP"],
            path: "Conformance/ProtocolFuzz",
            swiftSettings: settings
        ),
        .target(
            name: "Soak",
            dependencies: ["ConformanceKit", "MartletRESP"],
            path: "Conformance/Soak",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "conformance",
            dependencies: [
                "ConformanceKit", "Fuzz", "Linearizability", "MartletRESP", "ProtocolFuzz", "Soak",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Conformance/Runner",
            swiftSettings: settings
        ),
        // The layers, for the Python programs that share a server with them.
        .executableTarget(
            name: "layers-partner",
            dependencies: [
                "ContextCache", "LayerSupport", "MartletClient", "PetState", "StatelessMessages",
                "UploadStatus",
            ],
            path: "Conformance/Layers",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "command-facts",
            path: "Conformance/Facts",
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletRESPTests", dependencies: ["MartletRESP"], swiftSettings: settings),
        .testTarget(
            name: "MartletEngineTests", dependencies: ["MartletEngine"], swiftSettings: settings),
        .testTarget(
            name: "MartletLoopTests", dependencies: ["MartletLoop"], swiftSettings: settings),
        .testTarget(
            name: "MartletCommandsTests",
            dependencies: ["MartletCommands", "MartletEngine"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletRDBTests",
            dependencies: ["MartletRDB", "MartletCommands", "MartletEngine", "MartletRESP"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletScriptingTests",
            dependencies: ["MartletScripting", "MartletCommands", "MartletEngine", "MartletRESP"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletServerTests",
            dependencies: [
                "martlet-server", "MartletServer", "MartletCommands", "MartletEngine",
                "MartletLoop", "MartletRESP",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletBenchmarkTests",
            dependencies: ["martlet-benchmark", "martlet-layers", "ConformanceKit"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletTests",
            dependencies: ["Martlet", "MartletTesting", "MartletRESP"],
            swiftSettings: settings
        ),
        // What the tests of clients and of layers share: the servers that they run on.
        .target(
            name: "ClientTestSupport",
            dependencies: ["MartletClient", "ConformanceKit"],
            path: "Tests/ClientTestSupport",
            swiftSettings: settings
        ),
        .testTarget(
            name: "MartletClientTests",
            dependencies: [
                "MartletClient", "ClientTestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LayerSupportTests", dependencies: ["LayerSupport"], swiftSettings: settings),
        .testTarget(
            name: "PetStateTests",
            dependencies: ["PetState", "LayerSupport", "MartletClient", "ClientTestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "UploadStatusTests",
            dependencies: ["UploadStatus", "LayerSupport", "MartletClient", "ClientTestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ContextCacheTests",
            dependencies: ["ContextCache", "ClientTestSupport", "LayerSupport", "MartletClient"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StatelessMessagesTests",
            dependencies: [
                "StatelessMessages", "ClientTestSupport", "ConformanceKit", "LayerSupport",
                "MartletClient",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LayerServiceTests",
            dependencies: [
                "LayerService", "ClientTestSupport", "ConformanceKit", "ContextCache",
                "LayerSupport", "MartletClient", "MartletRESP", "PetState", "ServiceTestSupport",
                "StatelessMessages", "UploadStatus", "martlet-layers",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        // What the tests of the service share: the program, and who sends requests to it.
        .target(
            name: "ServiceTestSupport",
            dependencies: [
                "ClientTestSupport", "LayerSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/ServiceTestSupport",
            swiftSettings: settings
        ),
        // Servers, clusters and programs that are killed below the layers, which these tests start.
        .testTarget(
            name: "LayerFailureTests",
            dependencies: [
                "ClientTestSupport", "ContextCache", "LayerSupport", "MartletClient", "PetState",
                "ServiceTestSupport", "StatelessMessages", "UploadStatus", "layers-partner",
                "martlet-layers", "martlet-server",
            ],
            swiftSettings: settings
        ),
        // Threads for tests that block.
        .target(
            name: "ThreadTestSupport", path: "Tests/ThreadTestSupport", swiftSettings: settings),
        .testTarget(
            name: "ConformanceTests",
            // The programs are no imports: they have to be built, since the tests start them.
            dependencies: [
                "ConformanceKit", "MartletEngine", "MartletRESP", "MartletServer",
                "ThreadTestSupport", "conformance", "martlet-server",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LinearizabilityTests",
            dependencies: [
                "Linearizability", "ConformanceKit", "MartletRESP", "ThreadTestSupport",
                "martlet-server",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Fuzz", "ConformanceKit", "MartletRESP", "martlet-server"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ProtocolFuzzTests",
            dependencies: [
                "ProtocolFuzz", "ConformanceKit", "MartletRESP", "ThreadTestSupport",
                "martlet-server",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SoakTests",
            dependencies: [
                "Soak", "ConformanceKit", "MartletRESP", "ThreadTestSupport", "martlet-server",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TidyTests",
            dependencies: ["MartletServer", "MartletEngine"],
            swiftSettings: settings
        ),
    ]
)
