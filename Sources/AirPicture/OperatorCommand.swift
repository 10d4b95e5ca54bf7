public import Surveillance

/// What an operator asks of the picture. Commands are logged like any input, so that a replay repeats them.
public enum OperatorCommand: Hashable, Sendable {
  /// Takes note of an alert.
  case acknowledge(alert: UInt32, operatorName: String)
  /// Sets or clears the pressure setting by which levels below the transition altitude are shown as altitudes.
  case setQNH(hectopascals: Double?, transitionAltitudeFeet: Double, operatorName: String)
}

extension OperatorCommand: CanonicalCodable {
  private static var version: UInt16 { 1 }

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    switch self {
    case .acknowledge(let alert, let operatorName):
      writer.write(UInt8(1))
      writer.write(alert)
      writer.write(operatorName)
    case .setQNH(let hectopascals, let transitionAltitudeFeet, let operatorName):
      writer.write(UInt8(2))
      writer.write(hectopascals)
      writer.write(transitionAltitudeFeet)
      writer.write(operatorName)
    }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "an operator command")
    let start = reader.offset
    switch try reader.integer(UInt8.self) {
    case 1: self = .acknowledge(alert: try reader.integer(), operatorName: try reader.text())
    case 2:
      self = .setQNH(
        hectopascals: try reader.optional(), transitionAltitudeFeet: try reader.double(),
        operatorName: try reader.text())
    default: throw .invalid(offset: start, what: "operator command")
    }
  }
}

/// Why a command could not be carried out; a sentence for its sender.
public struct CommandRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// Says why.
  public init(description: String) { self.description = description }
}
