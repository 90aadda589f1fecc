// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that measuring the schema engine does not resolve and build the
// transport and all it needs. Sources/FormSchemas and Sources/CEmbedded are links to those of the
// main package; their settings are the same as there.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "benchmarks",
    targets: [
        .target(name: "CEmbedded"),
        .target(name: "FormSchemas", dependencies: ["CEmbedded"], swiftSettings: strict),
        .executableTarget(
            name: "benchschemas", dependencies: ["FormSchemas"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
