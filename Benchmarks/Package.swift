// swift-tools-version: 6.2
import PackageDescription

// The codecs and the tracker alone, so that measuring them builds in seconds.
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
    .target(name: "Geodesy", swiftSettings: common),
    .target(name: "Surveillance", dependencies: ["Geodesy"], swiftSettings: common),
    // One module with the tracker: the filter is internal to it, and is measured as the tracker itself calls it.
    .executableTarget(
      name: "FilterBench", dependencies: ["Geodesy", "Surveillance"], path: "Sources",
      exclude: ["Asterix", "AsterixBench", "Geodesy", "ModeS", "ModeSBench", "Surveillance"],
      sources: ["FilterBench", "Tracking"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
