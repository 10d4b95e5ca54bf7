// swift-tools-version: 6.2
import PackageDescription

// The codec alone, so that measuring it builds in seconds.
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
    .executableTarget(name: "AsterixBench", dependencies: ["Asterix"], swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
