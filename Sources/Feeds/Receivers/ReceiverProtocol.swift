/// What a receiver's program sends over TCP, and where it is usually found.
public enum ReceiverProtocol: String, Hashable, Sendable, CaseIterable {
  /// Mode S frames, binary (readsb, dump1090).
  case beast
  /// Mode S frames, a line of text each.
  case avr
  /// Decoded messages, a line of text each (BaseStation).
  case sbs
  /// UAT messages, a line of text each (dump978).
  case uat
  /// Open Drone ID messages, a JSON object a line.
  case remoteID = "remoteid"

  /// The port where the programs offer it.
  public var defaultPort: Int {
    switch self {
    case .beast: 30005
    case .avr: 30002
    case .sbs: 30003
    case .uat: 30978
    // No program has made a port usual: this one is free.
    case .remoteID: 30970
    }
  }

  /// One unit of it in words, in the plural.
  var units: String {
    switch self {
    case .beast: "Beast frames"
    case .avr: "AVR lines"
    case .sbs: "SBS lines"
    case .uat: "UAT lines"
    case .remoteID: "Open Drone ID lines"
    }
  }

  /// Who offers it where.
  var offer: String {
    switch self {
    case .beast: "readsb and dump1090 offer Beast on port 30005"
    case .avr: "readsb and dump1090 offer AVR on port 30002"
    case .sbs: "readsb and dump1090 offer SBS on port 30003"
    case .uat: "dump978 offers UAT as text on port 30978"
    case .remoteID: "each line is a JSON object with hex, transmitter and timestamp"
    }
  }

  func makeReader() -> any FormatReader {
    switch self {
    case .beast: BeastFormatReader()
    case .avr: AVRFormatReader()
    case .sbs: SBSFormatReader()
    case .uat: UATFormatReader()
    case .remoteID: RemoteIDFormatReader()
    }
  }
}
