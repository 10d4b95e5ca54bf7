// swift-tools-version: 6.2
import PackageDescription

// The codec under libFuzzer and AddressSanitizer: built and run by scripts/fuzz.
let sanitizers: SwiftSetting = .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])
let features: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "fuzz",
  targets: [
    .target(
      name: "Asterix",
      swiftSettings: features + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes"), sanitizers]),
    .target(name: "FuzzDriver"),
    .executableTarget(
      name: "Fuzz", dependencies: ["Asterix", "FuzzDriver"], swiftSettings: features + [sanitizers],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
  ],
  swiftLanguageModes: [.v6]
)
