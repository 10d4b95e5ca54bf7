// swift-tools-version: 6.2
import PackageDescription

// The codecs alone, so that measuring it builds in seconds.
let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "benchmarks",
  targets: [
    .target(
      name: "Asterix",
      swiftSettings: common + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "ModeS", swiftSettings: common + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]),
    .executableTarget(name: "AsterixBench", dependencies: ["Asterix"], swiftSettings: common),
    .executableTarget(name: "ModeSBench", dependencies: ["ModeS"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
