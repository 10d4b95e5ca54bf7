public import Asterix

/// What a file was recognised to be.
public enum FileFormat: Hashable, Sendable {
  case asterix(Framing)
  /// Mode S Beast frames.
  case beast
  /// Mode S frames as AVR text lines.
  case avr
  /// SBS (BaseStation) text, stratux recordings included.
  case sbs
  /// The text that dump978 writes.
  case uat
  /// Open Drone ID messages in JSON objects, one a line.
  case remoteID
  /// Mode S messages with times in columns.
  case csv
  /// Mode S messages with times in JSON objects, one a line.
  case jsonLines
  /// A receiver's list of aircraft in JSON.
  case aircraftList
}

extension FileFormat: CustomStringConvertible {
  /// The name people use.
  public var description: String {
    switch self {
    case .asterix(.raw): "raw ASTERIX"
    case .asterix(.final): "ASTERIX in FINAL framing"
    case .asterix(.iossSequence): "ASTERIX in IOSS framing with sequence numbers"
    case .asterix(.rff): "ASTERIX in RFF framing"
    case .asterix(.hdlc): "ASTERIX in HDLC framing"
    case .asterix(.pcap): "pcap"
    case .asterix(.pcapng): "pcapng"
    case .asterix(.oradis): "ASTERIX in ORADIS framing"
    case .asterix(.gps): "ASTERIX in GPS framing"
    case .beast: "Beast"
    case .avr: "AVR"
    case .sbs: "SBS"
    case .uat: "UAT"
    case .remoteID: "Remote ID"
    case .csv: "CSV"
    case .jsonLines: "JSON lines"
    case .aircraftList: "aircraft.json"
    }
  }
}

extension FileFormat {
  /// Recognises a file by its beginning; nil where it is nothing known.
  /// - Returns: The format, and its reader with the beginning in it.
  static func recognise(_ head: [UInt8], isWhole: Bool) -> (format: FileFormat, reader: any FormatReader)? {
    guard let format = FileRecognition.receiverFormat(of: head) else {
      return AsterixFormatReader(recognising: head, isWhole: isWhole).map { (.asterix($0.framing), $0) }
    }
    guard var reader = format.receiverReader(head: head) else { return nil }
    reader.append(head)
    if isWhole { reader.finish() }
    return (format, reader)
  }

  /// - Parameter head: The beginning of the input, which is still to be appended.
  private func receiverReader(head: [UInt8]) -> (any FormatReader)? {
    switch self {
    case .asterix: nil
    case .beast: BeastFormatReader(head: head)
    case .avr: AVRFormatReader()
    case .sbs: SBSFormatReader()
    case .uat: UATFormatReader()
    case .remoteID: RemoteIDFormatReader()
    case .csv: TimedLineFormatReader(isJSON: false)
    case .jsonLines: TimedLineFormatReader(isJSON: true)
    case .aircraftList: AircraftListFormatReader()
    }
  }
}
