public import Geodesy
public import Surveillance

/// The floor or the ceiling of a volume, in the terms it is published in.
///
/// The order of two limits of different kinds depends on the day's QNH: compare the pressure altitudes.
public enum VerticalLimit: Hashable, Sendable {
  /// The surface of the Earth (`GND`).
  case ground
  /// A flight level (`FL195`).
  case flightLevel(PressureAltitude)
  /// An altitude above mean sea level, by QNH (`5000 ft AMSL`).
  case altitude(QNHAltitude)
  /// No limit (`UNL`).
  case unlimited

  /// The pressure altitude at which the limit lies: minus infinity for the ground, since an aircraft in flight is never
  /// below it, and infinity for no limit.
  /// - Parameter qnh: The QNH of the area; standard pressure is taken where it is not known.
  public func pressureAltitude(qnh: QNH?) -> PressureAltitude {
    switch self {
    case .ground: PressureAltitude(metres: -.infinity)
    case .flightLevel(let level): level
    case .altitude(let altitude): altitude.pressureAltitude(qnh: qnh ?? .standard)
    case .unlimited: PressureAltitude(metres: .infinity)
    }
  }
}

extension VerticalLimit {
  /// Reads `GND` or `SFC`, `UNL`, `FL195`, `5000 ft AMSL`, `1500 m AMSL`; nil for anything else. A number alone is
  /// refused, since it does not say what it is measured from.
  public init?(_ text: String) {
    let words = text.uppercased().split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    switch (first, words.count) {
    case ("GND", 1), ("SFC", 1): self = .ground
    case ("UNL", 1): self = .unlimited
    case ("FL", 2): self.init(flightLevelDigits: words[1])
    case (_, 1) where first.hasPrefix("FL"): self.init(flightLevelDigits: String(first.dropFirst(2)))
    default: self.init(altitudeWords: words)
    }
  }

  private init?(flightLevelDigits digits: String) {
    guard !digits.isEmpty, digits.utf8.count <= 4, let level = UInt16(digits) else { return nil }
    self = .flightLevel(PressureAltitude(flightLevel: Double(level)))
  }

  private init?(altitudeWords words: [String]) {
    guard words.count >= 2, words.last == "AMSL" else { return nil }
    let quantity = words.dropLast().joined()
    guard let unit = quantity.firstIndex(where: \.isLetter), let number = Double(quantity[..<unit]),
      number.magnitude <= 100_000
    else { return nil }
    switch quantity[unit...] {
    case "FT": self = .altitude(QNHAltitude(feet: number))
    case "M": self = .altitude(QNHAltitude(metres: number))
    default: return nil
    }
  }
}

extension VerticalLimit: CustomStringConvertible {
  /// The limit as it is published: `GND`, `FL195`, `5000 ft AMSL`, `UNL`.
  public var description: String {
    switch self {
    case .ground: "GND"
    case .flightLevel(let level): "FL" + Self.padded(Self.whole(level.flightLevel))
    case .altitude(let altitude): "\(Self.whole(altitude.feet)) ft AMSL"
    case .unlimited: "UNL"
    }
  }

  private static func whole(_ value: Double) -> Int64 {
    guard value.magnitude < 1e15 else { return 0 }
    return Int64(value.rounded())
  }

  private static func padded(_ level: Int64) -> String {
    let digits = String(level)
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }
}

extension VerticalLimit: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    switch self {
    case .ground: writer.write(UInt8(0))
    case .flightLevel(let level):
      writer.write(UInt8(1))
      writer.write(level.metres)
    case .altitude(let altitude):
      writer.write(UInt8(2))
      writer.write(altitude.metres)
    case .unlimited: writer.write(UInt8(3))
    }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    switch try reader.integer(UInt8.self) {
    case 0: self = .ground
    case 1: self = .flightLevel(PressureAltitude(metres: try reader.double()))
    case 2: self = .altitude(QNHAltitude(metres: try reader.double()))
    case 3: self = .unlimited
    default: throw .invalid(offset: start, what: "vertical limit")
    }
  }
}
