// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets; generated code and C are left alone.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "benelux-form-exchange",
    products: [
        .library(name: "FormSchemas", targets: ["FormSchemas"]),
        .library(name: "FormDocument", targets: ["FormDocument"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "Postgres", targets: ["Postgres"]),
        .library(name: "FormProtocol", targets: ["FormProtocol"]),
        .library(name: "FormService", targets: ["FormService"]),
        .executable(name: "formserver", targets: ["formserver"]),
        .executable(name: "formclient", targets: ["formclient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CEmbedded"),
        .target(name: "Postgres", dependencies: ["CLibpq"], swiftSettings: strict),
        .target(name: "FormSchemas", dependencies: ["CEmbedded"], swiftSettings: strict),
        .target(
            name: "TransparencyLog",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "FormDocument",
            dependencies: [
                "FormSchemas", "TransparencyLog",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict),
        .target(
            name: "FormProtocol",
            dependencies: [
                .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Generated/inputs.sha256"]),
        .target(
            name: "FormService",
            dependencies: [
                "FormDocument", "FormProtocol", "FormSchemas", "Postgres", "TransparencyLog",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport"),
                .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "formserver",
            dependencies: [
                "FormService",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "formclient",
            dependencies: [
                "FormDocument", "FormProtocol", "FormSchemas", "TransparencyLog",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport"),
                .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresTests",
            dependencies: [
                "Postgres",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FormSchemasTests", dependencies: ["FormSchemas"],
            exclude: [
                "CEL/cel_oracle.py", "Calendar/public_holidays.py", "FuzzCases",
                "Rules/form_rules.py",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TransparencyLogTests", dependencies: ["FormSchemas", "TransparencyLog"],
            swiftSettings: strict),
        .testTarget(
            name: "FormDocumentTests",
            dependencies: ["FormDocument", "FormSchemas", "TransparencyLog"],
            swiftSettings: strict),
        .testTarget(
            name: "FormServiceTests",
            dependencies: [
                "FormDocument", "FormProtocol", "FormSchemas", "FormService", "Postgres",
                "TransparencyLog", .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FormClientTests",
            dependencies: [
                "formclient", "FormDocument", "FormProtocol", "FormSchemas", "TransparencyLog",
            ],
            exclude: ["Inspections/Exports/read_exports.py"],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "FormDocument", "FormProtocol", "FormSchemas", "FormService", "Postgres",
                "TransparencyLog", "formclient", "formserver",
            ],
            exclude: ["Clients"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
