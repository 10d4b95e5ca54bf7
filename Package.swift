// swift-tools-version: 6.2
import PackageDescription

// Layers point one way: a target may import only what its row names (see docs/architecture.md).
// `make lint` checks the import lines as well, since SwiftPM lets a target see what its dependencies see.

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error, .when(configuration: .debug)),
]

/// Codecs and mathematics: no unsafe construct compiles without being written out.
let strict: [SwiftSetting] = common + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "vigie",
  products: [
    .executable(name: "vigie", targets: ["vigie"]),
    .library(name: "Geodesy", targets: ["Geodesy"]),
    .library(name: "Asterix", targets: ["Asterix"]),
    .library(name: "ModeS", targets: ["ModeS"]),
    .library(name: "RemoteID", targets: ["RemoteID"]),
    .library(name: "ReceiverReports", targets: ["ReceiverReports"]),
    .library(name: "AircraftRegister", targets: ["AircraftRegister"]),
    .library(name: "Tracking", targets: ["Tracking"]),
    .library(name: "Evaluation", targets: ["Evaluation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // Foundations: mathematics and shared words.
    .target(name: "Geodesy", swiftSettings: strict),
    .target(name: "Surveillance", dependencies: ["Geodesy"], swiftSettings: strict),

    // Codecs: bytes to records and back; each usable alone.
    .target(name: "Asterix", swiftSettings: strict),
    .target(name: "ModeS", swiftSettings: strict),
    .target(name: "RemoteID", swiftSettings: strict),
    .target(name: "ReceiverReports", dependencies: ["ModeS"], swiftSettings: strict),
    .target(name: "AircraftRegister", swiftSettings: strict),
    .executableTarget(name: "AsterixGenerator", swiftSettings: common),

    // Domain: the pure function from log to picture.
    .target(name: "Airspace", dependencies: ["Geodesy", "Surveillance"], swiftSettings: strict),
    .target(
      name: "Sensors", dependencies: ["Asterix", "ModeS", "RemoteID", "ReceiverReports", "Surveillance", "Geodesy"],
      swiftSettings: strict),
    .target(name: "Tracking", dependencies: ["Surveillance", "Geodesy"], swiftSettings: strict),
    .target(name: "AirPicture", dependencies: ["Surveillance", "Airspace", "Geodesy"], swiftSettings: strict),
    .target(
      name: "Engine",
      dependencies: ["Sensors", "Tracking", "AirPicture", "Airspace", "Surveillance", "Geodesy"],
      swiftSettings: strict),

    // Beside the domain: how good tracks are, against truth.
    .target(name: "Evaluation", dependencies: ["Geodesy"], swiftSettings: strict),

    // Beside the engine: the log, the simulator, and the owner of the engine at run time.
    .target(name: "Recording", dependencies: ["Surveillance"], swiftSettings: common),
    .target(
      name: "Simulation", dependencies: ["Asterix", "ModeS", "Airspace", "Surveillance", "Geodesy"],
      swiftSettings: strict),
    .target(
      name: "Runtime", dependencies: ["Engine", "AirPicture", "Tracking", "Sensors", "Recording", "Surveillance"],
      swiftSettings: common),

    // Edges: files and sockets in, the console out.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: common),
    .target(
      name: "Feeds",
      dependencies: ["Asterix", "ModeS", "RemoteID", "ReceiverReports", "Surveillance", nioCore, nioPosix],
      swiftSettings: common),
    .target(
      name: "WebAssets", path: "Web", exclude: ["README.md"], sources: ["WebAssets.swift"],
      resources: [.copy("app")], swiftSettings: common),
    .target(
      name: "Console",
      dependencies: [
        "Runtime", "Engine", "AirPicture", "Tracking", "Sensors", "Recording", "Airspace", "Surveillance", "Geodesy",
        "WebAssets",
        "AircraftRegister", hummingbird, httpTypes, nioCore, logging, serviceLifecycle,
      ],
      swiftSettings: common),

    // Files people write: sensor files, scenarios.
    .target(
      name: "ConfigurationFiles", dependencies: ["Airspace", "Simulation", "Surveillance", "Geodesy", yams],
      swiftSettings: common),

    // The command line: wiring only.
    .target(
      name: "ScenarioFiles", path: "Scenarios", exclude: ["README.md"], sources: ["ScenarioFiles.swift"],
      resources: [.copy("files")], swiftSettings: common),
    .target(
      name: "ReferenceFiles", path: "Reference", exclude: ["README.md"], sources: ["ReferenceFiles.swift"],
      resources: [.copy("files")], swiftSettings: common),
    .executableTarget(
      name: "vigie",
      dependencies: [
        "Asterix", "ModeS", "ReceiverReports", "Airspace", "AirPicture", "Tracking", "Sensors", "Engine", "Runtime",
        "Recording", "Simulation",
        "ConfigurationFiles", "Feeds", "Console", "ScenarioFiles", "ReferenceFiles", "AircraftRegister", "Surveillance",
        "Geodesy", "Evaluation", "Gzip", argumentParser, logging,
        serviceLifecycle, unixSignals,
      ],
      swiftSettings: common),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: common),
    .testTarget(
      name: "GeodesyTests", dependencies: ["Geodesy", "TestSupport"], exclude: ["Golden"], swiftSettings: common),
    .testTarget(name: "SurveillanceTests", dependencies: ["Surveillance", "Geodesy"], swiftSettings: common),
    .testTarget(
      name: "AsterixTests", dependencies: ["Asterix", "AsterixGenerator", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "ReceiverReportsTests", dependencies: ["ReceiverReports", "ModeS", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "AircraftRegisterTests", dependencies: ["AircraftRegister", "TestSupport"], swiftSettings: common),
    .testTarget(name: "RemoteIDTests", dependencies: ["RemoteID", "TestSupport"], swiftSettings: common),
    .testTarget(name: "ModeSTests", dependencies: ["ModeS", "TestSupport"], swiftSettings: common),
    .testTarget(name: "AirspaceTests", dependencies: ["Airspace", "Surveillance", "Geodesy"], swiftSettings: common),
    .testTarget(
      name: "SensorsTests",
      dependencies: [
        "Sensors", "Asterix", "ModeS", "RemoteID", "ReceiverReports", "Surveillance", "Geodesy", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(name: "TrackingTests", dependencies: ["Tracking", "Surveillance", "Geodesy"], swiftSettings: common),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Geodesy", "TestSupport"], exclude: ["Golden"],
      swiftSettings: common),
    .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: common),
    .testTarget(
      name: "AirPictureTests", dependencies: ["AirPicture", "Airspace", "Surveillance", "Geodesy"],
      swiftSettings: common),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Engine", "AirPicture", "Airspace", "Asterix", "ModeS", "RemoteID", "Sensors", "Tracking", "Simulation",
        "Surveillance", "Geodesy", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(name: "RecordingTests", dependencies: ["Recording", "Surveillance"], swiftSettings: common),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Simulation", "ConfigurationFiles", "ScenarioFiles", "Asterix", "Airspace", "Surveillance", "Geodesy",
      ], swiftSettings: common),
    .testTarget(
      name: "ConfigurationFilesTests",
      dependencies: [
        "ConfigurationFiles", "Simulation", "ScenarioFiles", "TestSupport", "Airspace", "Surveillance", "Geodesy",
      ],
      swiftSettings: common),
    .testTarget(
      name: "FeedsTests",
      dependencies: [
        "Feeds", "Asterix", "ModeS", "RemoteID", "ReceiverReports", "TestSupport", "Surveillance", nioCore, nioPosix,
      ],
      swiftSettings: common),
    .testTarget(
      name: "RuntimeTests",
      dependencies: ["Runtime", "Engine", "AirPicture", "Simulation", "Recording", "Surveillance", "Geodesy"],
      swiftSettings: common),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "Runtime", "Engine", "AirPicture", "Airspace", "Sensors", "Surveillance", "Geodesy",
        "AircraftRegister", "ModeS",
      ], swiftSettings: common),
    .testTarget(
      name: "SystemTests", dependencies: ["TestSupport", "vigie"], exclude: ["Golden"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
