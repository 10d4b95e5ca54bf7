import Surveillance

/// A symmetric 3 × 3 matrix over a radar's offsets (range, azimuth, clock): a covariance or its inverse.
struct Symmetric3: Hashable {
  var rangeRange = 0.0
  var rangeAzimuth = 0.0
  var azimuthAzimuth = 0.0
  var rangeClock = 0.0
  var azimuthClock = 0.0
  var clockClock = 0.0

  /// Positive definite where the matrix is.
  var inverse: Symmetric3 {
    let first = azimuthAzimuth * clockClock - azimuthClock * azimuthClock
    let second = rangeClock * azimuthClock - rangeAzimuth * clockClock
    let third = rangeAzimuth * azimuthClock - azimuthAzimuth * rangeClock
    let scale = 1 / (rangeRange * first + rangeAzimuth * second + rangeClock * third)
    return Symmetric3(
      rangeRange: first * scale, rangeAzimuth: second * scale,
      azimuthAzimuth: (rangeRange * clockClock - rangeClock * rangeClock) * scale, rangeClock: third * scale,
      azimuthClock: (rangeAzimuth * rangeClock - rangeRange * azimuthClock) * scale,
      clockClock: (rangeRange * azimuthAzimuth - rangeAzimuth * rangeAzimuth) * scale)
  }

  static func + (a: Symmetric3, b: Symmetric3) -> Symmetric3 {
    Symmetric3(
      rangeRange: a.rangeRange + b.rangeRange, rangeAzimuth: a.rangeAzimuth + b.rangeAzimuth,
      azimuthAzimuth: a.azimuthAzimuth + b.azimuthAzimuth, rangeClock: a.rangeClock + b.rangeClock,
      azimuthClock: a.azimuthClock + b.azimuthClock, clockClock: a.clockClock + b.clockClock)
  }

  static func * (m: Symmetric3, k: Double) -> Symmetric3 {
    Symmetric3(
      rangeRange: m.rangeRange * k, rangeAzimuth: m.rangeAzimuth * k, azimuthAzimuth: m.azimuthAzimuth * k,
      rangeClock: m.rangeClock * k, azimuthClock: m.azimuthClock * k, clockClock: m.clockClock * k)
  }

  static func * (m: Symmetric3, v: RegistrationOffsets) -> RegistrationOffsets {
    RegistrationOffsets(
      rangeMetres: m.rangeRange * v.rangeMetres + m.rangeAzimuth * v.azimuthRadians + m.rangeClock * v.clockSeconds,
      azimuthRadians: m.rangeAzimuth * v.rangeMetres + m.azimuthAzimuth * v.azimuthRadians
        + m.azimuthClock * v.clockSeconds,
      clockSeconds: m.rangeClock * v.rangeMetres + m.azimuthClock * v.azimuthRadians + m.clockClock * v.clockSeconds)
  }
}

extension RegistrationOffsets {
  static func + (a: Self, b: Self) -> Self {
    Self(
      rangeMetres: a.rangeMetres + b.rangeMetres, azimuthRadians: a.azimuthRadians + b.azimuthRadians,
      clockSeconds: a.clockSeconds + b.clockSeconds)
  }

  static func - (a: Self, b: Self) -> Self { a + b * -1 }

  static func * (a: Self, k: Double) -> Self {
    Self(rangeMetres: a.rangeMetres * k, azimuthRadians: a.azimuthRadians * k, clockSeconds: a.clockSeconds * k)
  }

  /// Sum of products.
  func dot(_ other: Self) -> Double {
    rangeMetres * other.rangeMetres + azimuthRadians * other.azimuthRadians + clockSeconds * other.clockSeconds
  }
}

extension Symmetric3: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    for number in [rangeRange, rangeAzimuth, azimuthAzimuth, rangeClock, azimuthClock, clockClock] {
      writer.write(number)
    }
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    rangeRange = try reader.double()
    rangeAzimuth = try reader.double()
    azimuthAzimuth = try reader.double()
    rangeClock = try reader.double()
    azimuthClock = try reader.double()
    clockClock = try reader.double()
  }
}
