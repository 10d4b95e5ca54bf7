import Geodesy
import Surveillance
import Yams

/// How one kind of scalar is written, and how it is read from the text as written.
struct FieldKind<Value> {
  /// For errors: what must stand there.
  let expected: String
  /// For errors: one that is right.
  let example: String
  let parse: (String) -> Value?

  /// The value of a node; a problem where it is none.
  func read(_ node: Node, key: String, problems: ProblemList) -> Value? {
    if let text = node.scalar?.string, let value = parse(text) { return value }
    problems.add(node, expected: "\(key) as \(expected)", remedy: "write for example \(example)")
    return nil
  }

  /// The same, of values that pass a test.
  func limited(to expected: String, _ isRight: @escaping (Value) -> Bool) -> FieldKind {
    FieldKind(expected: expected, example: example) { text in parse(text).flatMap { isRight($0) ? $0 : nil } }
  }
}

/// Reads numbers as people write them: sign, digits, a point.
enum NumberText {
  static func decimal(_ text: some StringProtocol) -> Double? {
    guard !text.isEmpty, text.utf8.count <= 24,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
    else { return nil }
    return Double(text)
  }

  /// A number and its unit: `250 NM`, `250NM`.
  static func quantity(_ text: String) -> (number: Double, unit: String)? {
    let compact = text.filter { $0 != " " }
    let unit = compact.drop { $0.isNumber || $0 == "." || $0 == "+" || $0 == "-" }
    guard let number = decimal(compact.dropLast(unit.count)) else { return nil }
    return (number, String(unit))
  }

  /// A quantity in one of the units given with what each is worth.
  static func quantity(_ text: String, in units: KeyValuePairs<String, Double>) -> Double? {
    guard let (number, unit) = quantity(text), let worth = units.first(where: { $0.key == unit })?.value else {
      return nil
    }
    return number * worth
  }
}

extension FieldKind {
  static func quantity(
    _ what: String, example: String, units: KeyValuePairs<String, Double>, make: @escaping (Double) -> Value
  ) -> FieldKind {
    let names = units.map(\.key).joined(separator: ", ")
    return FieldKind(expected: "\(what) with its unit (\(names))", example: example) {
      NumberText.quantity($0, in: units).map(make)
    }
  }
}

extension FieldKind where Value == String {
  static var text: FieldKind {
    FieldKind(expected: "text", example: "name: Niamey") { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
  }

  /// A name that other keys refer to.
  static var identifier: FieldKind {
    FieldKind(expected: "a name of letters, digits, - and _", example: "niamey-ssr") { text in
      let isRight = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
          || $0 == 0x5F
      }
      return isRight && !text.isEmpty && text.utf8.count <= 40 ? text : nil
    }
  }
}

extension FieldKind where Value == Bool {
  static var truth: FieldKind {
    FieldKind(expected: "on or off", example: "on") {
      switch $0 {
      case "on", "yes", "true": true
      case "off", "no", "false": false
      default: nil
      }
    }
  }
}

extension FieldKind where Value == UInt8 {
  static var octet: FieldKind {
    FieldKind(expected: "a whole number 0 to 255", example: "20") { text in
      NumberText.decimal(text).flatMap { UInt8(exactly: $0) }
    }
  }
}

extension FieldKind where Value == UInt64 {
  static var count: FieldKind {
    FieldKind(expected: "a whole number", example: "42") { $0.utf8.count <= 15 ? UInt64($0) : nil }
  }
}

extension FieldKind where Value == Double {
  static var probability: FieldKind {
    FieldKind(expected: "a probability from 0 to 1", example: "0.95") {
      NumberText.decimal($0).flatMap { (0...1).contains($0) ? $0 : nil }
    }
  }

  /// Degrees, south negative.
  static var latitudeDegrees: FieldKind { coordinate("latitude", limit: 90, positive: "N", negative: "S") }

  /// Degrees, west negative.
  static var longitudeDegrees: FieldKind { coordinate("longitude", limit: 180, positive: "E", negative: "W") }

  private static func coordinate(
    _ what: String, limit: Double, positive: String, negative: String
  ) -> FieldKind {
    FieldKind(
      expected: "a \(what) in decimal degrees, \(positive) or \(negative) (or a sign), at most \(Int(limit))",
      example: "13.4815 \(positive)"
    ) { text in
      guard let (number, unit) = NumberText.quantity(text) else { return nil }
      let isSigned = text.contains("-") || text.contains("+")
      let degrees: Double
      switch unit {
      case "": degrees = number
      case positive where !isSigned: degrees = number
      case negative where !isSigned: degrees = -number
      default: return nil
      }
      return degrees.magnitude <= limit ? degrees : nil
    }
  }

  /// A span of time in seconds, not negative.
  static var durationSeconds: FieldKind {
    quantity("a duration", example: "45 s", units: ["s": 1, "m": 60, "min": 60, "h": 3600]) { $0 }
      .limited(to: "a duration with its unit (s, m, h), not negative") { $0 >= 0 }
  }

  /// Seconds after the scenario's start: `+8m`.
  static var offsetSeconds: FieldKind {
    FieldKind(expected: "a time after the start, with its unit (s, m, h)", example: "+45s") { text in
      NumberText.quantity(text, in: ["s": 1, "m": 60, "min": 60, "h": 3600]).flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  /// Square metres.
  static var areaSquareMetres: FieldKind {
    quantity("an area", example: "4 m2", units: ["m2": 1]) { $0 }
      .limited(to: "an area above 0 with its unit (m2)") { $0 > 0 }
  }

  /// Metres; heights and corrections.
  static var metres: FieldKind {
    quantity("a length", example: "25 m", units: ["m": 1, "ft": 0.3048, "km": 1000, "NM": 1852]) { $0 }
  }
}

extension FieldKind where Value == Distance {
  static var range: FieldKind {
    quantity("a length", example: "250 NM", units: ["NM": 1852, "km": 1000, "m": 1], make: Distance.metres)
      .limited(to: "a length above 0 with its unit (NM, km, m)") { $0.metres > 0 }
  }

  static var signedLength: FieldKind {
    quantity("a length", example: "-120 m", units: ["m": 1, "NM": 1852, "km": 1000], make: Distance.metres)
  }
}

extension FieldKind where Value == Angle {
  static var degrees: FieldKind {
    quantity("an angle", example: "0.15 deg", units: ["deg": 1, "°": 1], make: Angle.degrees)
  }
}

extension FieldKind where Value == Speed {
  static var speed: FieldKind {
    FieldKind(expected: "a speed in knots, above 0 and at most 1000", example: "420") { text in
      guard let (number, unit) = NumberText.quantity(text), unit == "" || unit == "kt", number > 0, number <= 1000
      else { return nil }
      return .knots(number)
    }
  }
}

extension FieldKind where Value == QNH {
  static var qnh: FieldKind {
    FieldKind(expected: "a QNH in hectopascals, 850 to 1100", example: "1011") { text in
      guard let (number, unit) = NumberText.quantity(text), unit == "" || unit == "hPa", (850...1100).contains(number)
      else { return nil }
      return QNH(hectopascals: number)
    }
  }
}

extension FieldKind where Value == Callsign {
  static var callsign: FieldKind {
    FieldKind(expected: "a callsign of at most 8 capital letters and digits", example: "SHL214") { Callsign($0) }
  }
}

extension FieldKind where Value == Mode3ACode {
  static var squawk: FieldKind {
    FieldKind(expected: "a Mode 3/A code of four octal digits", example: "0421") { Mode3ACode($0) }
  }
}

extension FieldKind where Value == ModeSAddress {
  static var modeSAddress: FieldKind {
    FieldKind(expected: "a Mode S address of six hexadecimal digits", example: "39E412") { text in
      guard text.utf8.count == 6, text.first?.isHexDigit == true else { return nil }
      return UInt32(text, radix: 16).flatMap { ModeSAddress(rawValue: $0) }
    }
  }
}
