import FuzzDriver
import Glibc

/// Feeds mutated octets to the codecs: `VIGIE_FUZZ` names what is tried.
@main
struct Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      guard let data else { return 0 }
      Trial.shared.run(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }
}

/// What is tried.
struct Trial: Sendable {
  static let shared = Trial(name: environment("VIGIE_FUZZ") ?? "blocks")

  let name: String

  func run(_ octets: [UInt8]) {
    switch name {
    case "messages": ModeSTrial.decodeMessages(octets)
    case "beast": ModeSTrial.readBeast(octets)
    case "avr": ModeSTrial.readLines(octets)
    case "uat": ModeSTrial.readUAT(octets)
    case "remoteID": RemoteIDTrial.decode(octets)
    case "sbs": ReceiverReportsTrial.readSBS(octets)
    case "aircraftJSON": ReceiverReportsTrial.readAircraftJSON(octets)
    default: AsterixTrial.run(octets, name: name)
    }
  }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
