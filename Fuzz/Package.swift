// swift-tools-version: 6.2
import PackageDescription

// The codecs under libFuzzer and AddressSanitizer: built and run by scripts/fuzz.
let sanitizers: SwiftSetting = .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])
let features: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]
let codec = features + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes"), sanitizers]

let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "Asterix", swiftSettings: codec),
    .target(name: "ModeS", swiftSettings: codec),
    .target(name: "RemoteID", swiftSettings: codec),
    .target(name: "ReceiverReports", dependencies: ["ModeS"], swiftSettings: codec),
    .target(name: "FuzzDriver"),
    .executableTarget(
      name: "Fuzz", dependencies: ["Asterix", "ModeS", "RemoteID", "ReceiverReports", "FuzzDriver"],
      swiftSettings: features + [sanitizers],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
  ],
  swiftLanguageModes: [.v6]
)
