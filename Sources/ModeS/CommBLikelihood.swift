/// How probable the 56 bits of a Comm-B reply are under each register, as base-2 logarithms; minus infinity where they are
/// impossible. Layouts are those of ICAO Doc 9871; how often a field is there and how its values spread was taken from
/// recorded replies, and rounded.
enum CommBLikelihood {
  private typealias Log = LogProbability

  // MARK: Registers that name themselves

  static func dataLinkCapability(_ field: CommBField) -> Double {
    guard field.bits.bits(1, 8) == 0x10, field.bits.bits(10, 5) == 0 else { return Log.impossible }
    // The version number goes with overlay command capability: from 5 on where it is there, up to 4 where not.
    let version = field.bits.bits(17, 7)
    guard field.bits.bit(15) ? version >= 5 : version <= 4 else { return Log.impossible }
    return -34
  }

  static func commonUsage(_ field: CommBField) -> Double {
    // Only the first 28 bits have a meaning here, and whoever fills the register fills 2,0.
    field.bits.bits(29, 28) == 0 && field.bits.bit(7) ? -16 : Log.impossible
  }

  static func identification(_ field: CommBField, _ state: CommBInference.State) -> Double {
    guard field.bits.bits(1, 8) == 0x20 else { return Log.impossible }
    let callsign = field.callsign
    guard callsign.isWellFormed, !callsign.isBlank else { return Log.impossible }
    if callsign == state.callsign { return -3 }
    var log = 0.0
    var hasEnded = false
    for place in 0..<8 {
      let isSpace = field.bits.bits(9 &+ 6 &* place, 6) == 32
      if hasEnded, !isSpace { log -= 6 }
      log -= hasEnded ? 0.1 : 5.3
      hasEnded = hasEnded || isSpace
    }
    return log
  }

  static func resolutionAdvisory(_ field: CommBField) -> Double {
    let isPossible = field.bits.bits(1, 8) == 0x30 && field.bits.bits(29, 2) != 3 && field.bits.bits(16, 7) < 48
    guard isPossible else { return Log.impossible }
    // The last seven bits of the advisory are reserved; without a threat there is no identity, and an address of 24 bits
    // leaves two.
    let threat = field.bits.bits(31, 26)
    let isFormed: Bool
    switch field.bits.bits(29, 2) {
    case 0: isFormed = threat == 0
    case 1: isFormed = threat & 3 == 0
    default: isFormed = true
    }
    return isFormed && field.bits.bits(16, 7) == 0 ? -40 : -58
  }

  // MARK: Registers with status bits

  static func selectedVerticalIntention(_ field: CommBField) -> Double {
    guard field.bits.bits(40, 8) == 0, field.bits.bits(52, 2) == 0,
      isConsistent(field, 1, 2, 12), isConsistent(field, 14, 15, 12), isConsistent(field, 27, 28, 12),
      isConsistent(field, 48, 49, 3), isConsistent(field, 54, 55, 2)
    else { return Log.impossible }
    var sum = presence(field, 1, 0.93) + presence(field, 14, 0.35) + presence(field, 27, 0.85)
    if field.bits.bit(1) { sum += altitude(field.bits.bits(2, 12)) }
    if field.bits.bit(14) { sum += altitude(field.bits.bits(15, 12)) }
    if field.bits.bit(27) { sum += Log.normal(Double(field.bits.bits(28, 12)) - 2132, sigma: 110, bits: 12) }
    sum += field.bits.bit(48) ? Log.logarithm(0.35) - 3 : Log.logarithm(0.65)
    return sum + (field.bits.bit(54) ? Log.logarithm(0.35) - 2 : Log.logarithm(0.65))
  }

  /// Selected altitudes are mostly whole hundreds of feet, up to 45,000 ft.
  private static func altitude(_ code: UInt64) -> Double {
    let feet = code &* 16
    if feet > 50_000 { return -18 }
    let past = (feet &+ 8) % 100
    return past <= 16 ? -9 : -14
  }

  static func trackAndTurn(_ field: CommBField, _ state: CommBInference.State) -> Double {
    guard isConsistent(field, 1, 2, 10), isConsistent(field, 12, 13, 11), isConsistent(field, 24, 25, 10),
      isConsistent(field, 35, 36, 10), isConsistent(field, 46, 47, 10),
      // 50 degrees of bank, and 600 kt.
      field.signed(2, 9).magnitude <= 285, field.bits.bits(25, 10) <= 300, field.bits.bits(47, 10) <= 300
    else { return Log.impossible }
    var sum = presence(field, 1, 0.97) + presence(field, 12, 0.97) + presence(field, 24, 0.97)
    sum += presence(field, 35, 0.8) + presence(field, 46, 0.95)
    if field.bits.bit(1) { sum += Log.normal(Double(field.signed(2, 9)), sigma: 30, bits: 10) }
    if let track = field.trackDegrees { sum += self.track(track, state) }
    if let speed = field.groundspeedKnots { sum += groundspeed(speed, state) }
    if field.bits.bit(35) { sum += trackRate(field) }
    if let speed = field.trueAirspeedKnots { sum += trueAirspeed(speed, groundspeedKnots: field.groundspeedKnots) }
    return sum
  }

  private static func track(_ degrees: Double, _ state: CommBInference.State) -> Double {
    guard let known = state.trackDegrees else { return -11 }
    return Log.normal(turn(degrees - known) * (512.0 / 90), sigma: 20, bits: 11)
  }

  private static func groundspeed(_ knots: Int, _ state: CommBInference.State) -> Double {
    guard let known = state.groundspeedKnots else { return Log.normal(Double(knots) / 2 - 210, sigma: 60, bits: 10) }
    return Log.normal((Double(knots) - known) / 2, sigma: 5, bits: 10)
  }

  private static func trackRate(_ field: CommBField) -> Double {
    let rate = Double(field.signed(36, 9))
    guard let roll = field.rollDegrees, let speed = field.trueAirspeedKnots ?? field.groundspeedKnots, speed > 60 else {
      return Log.normal(rate, sigma: 20, bits: 10)
    }
    // A coordinated turn: g tan(roll) / v; the tangent by its series, 1091 deg/s times kt for g.
    let radians = roll * (3.141592653589793 / 180)
    let tangent = radians * (1 + radians * radians / 3)
    let expected = 1091 * tangent / Double(speed) * 32
    return max(Log.normal(rate - expected, sigma: 8, bits: 10), Log.normal(rate, sigma: 20, bits: 10) - 2)
  }

  private static func trueAirspeed(_ knots: Int, groundspeedKnots: Int?) -> Double {
    guard let ground = groundspeedKnots else { return Log.normal(Double(knots) / 2 - 210, sigma: 60, bits: 10) }
    guard (knots &- ground).magnitude <= 200 else { return Log.impossible }
    return Log.normal(Double(knots &- ground) / 2, sigma: 25, bits: 10)
  }

  static func headingAndSpeed(_ field: CommBField, _ state: CommBInference.State) -> Double {
    guard isConsistent(field, 1, 2, 11), isConsistent(field, 13, 14, 10), isConsistent(field, 24, 25, 10),
      isConsistent(field, 35, 36, 10), isConsistent(field, 46, 47, 10),
      // 500 kt, Mach 1 and 6000 ft/min.
      field.bits.bits(14, 10) <= 500, field.bits.bits(25, 10) <= 250,
      field.signed(36, 9).magnitude <= 187, field.signed(47, 9).magnitude <= 187
    else { return Log.impossible }
    var sum = presence(field, 1, 0.97) + presence(field, 13, 0.97) + presence(field, 24, 0.95)
    sum += presence(field, 35, 0.93) + presence(field, 46, 0.9)
    if let heading = field.magneticHeadingDegrees { sum += self.heading(heading, state) }
    if field.bits.bit(13) { sum += Log.normal(Double(field.bits.bits(14, 10)) - 265, sigma: 50, bits: 10) }
    if let mach = field.mach { sum += self.mach(mach, field.indicatedAirspeedKnots, state) }
    if field.bits.bit(35) { sum += verticalRate(field.signed(36, 9), state) }
    if field.bits.bit(46) { sum += inertialRate(field, state) }
    return sum
  }

  private static func heading(_ degrees: Double, _ state: CommBInference.State) -> Double {
    guard let known = state.trackDegrees else { return -11 }
    return Log.normal(turn(degrees - known) * (512.0 / 90), sigma: 60, bits: 11)
  }

  private static func mach(_ mach: Double, _ airspeedKnots: Int?, _ state: CommBInference.State) -> Double {
    guard let airspeed = airspeedKnots else { return Log.normal(mach / 0.004 - 175, sigma: 50, bits: 10) }
    guard let altitude = state.altitudeFeet else {
      // Indicated airspeed grows less with height than the Mach number: never above it by far.
      let least = Double(airspeed) / 661.5
      return Log.normal((mach - least * 1.35) / 0.004, sigma: 45, bits: 10)
    }
    return Log.normal((mach - expectedMach(airspeed, altitude)) / 0.004, sigma: 6, bits: 10)
  }

  private static func inertialRate(_ field: CommBField, _ state: CommBInference.State) -> Double {
    let rate = field.signed(47, 9)
    guard field.bits.bit(35) else { return verticalRate(rate, state) }
    return Log.normal(Double(rate &- field.signed(36, 9)), sigma: 6, bits: 10)
  }

  /// - Parameter code: In steps of 32 ft/min.
  private static func verticalRate(_ code: Int, _ state: CommBInference.State) -> Double {
    guard let known = state.verticalRateFeetPerMinute else { return Log.normal(Double(code), sigma: 35, bits: 10) }
    return Log.normal(Double(code) - Double(known) / 32, sigma: 10, bits: 10)
  }

  static func meteorologicalRoutine(_ field: CommBField) -> Double {
    let temperature = field.signed(24, 10)
    guard field.bits.bits(1, 4) <= 4, isConsistent(field, 5, 6, 18), isConsistent(field, 35, 36, 11),
      isConsistent(field, 47, 48, 2), isConsistent(field, 50, 51, 6),
      // -80 ... 60 °C, 250 kt, 100 ... 1100 hPa.
      (-320...240).contains(temperature), temperature != 0, field.bits.bits(6, 9) <= 250,
      !field.bits.bit(35) || (100...1100).contains(field.bits.bits(36, 11))
    else { return Log.impossible }
    var sum = -4 + presence(field, 5, 0.95) + Log.normal(Double(temperature) + 140, sigma: 90, bits: 11)
    if field.bits.bit(5) { sum += Log.normal(Double(field.bits.bits(6, 9)) - 45, sigma: 35, bits: 9) - 9 }
    sum += field.bits.bit(35) ? Log.logarithm(0.1) - 10 : Log.logarithm(0.9)
    sum += field.bits.bit(47) ? Log.logarithm(0.1) - 2 : Log.logarithm(0.9)
    return sum + (field.bits.bit(50) ? Log.logarithm(0.1) - 6 : Log.logarithm(0.9))
  }

  static func meteorologicalHazard(_ field: CommBField) -> Double {
    let temperature = field.signed(17, 9)
    guard field.bits.bits(52, 5) == 0, isConsistent(field, 16, 17, 10), isConsistent(field, 27, 28, 11),
      isConsistent(field, 39, 40, 12), isConsistent(field, 1, 2, 2), isConsistent(field, 4, 5, 2),
      isConsistent(field, 7, 8, 2), isConsistent(field, 10, 11, 2), isConsistent(field, 13, 14, 2),
      (-320...240).contains(temperature),
      !field.bits.bit(27) || (100...1100).contains(field.bits.bits(28, 11))
    else { return Log.impossible }
    var sum = presence(field, 16, 0.9)
    if field.bits.bit(16) { sum += Log.normal(Double(temperature) + 140, sigma: 90, bits: 10) }
    for status in stride(from: 1, through: 13, by: 3) {
      sum += field.bits.bit(status) ? Log.logarithm(0.15) - 2 : Log.logarithm(0.85)
    }
    sum += field.bits.bit(27) ? Log.logarithm(0.3) - 10 : Log.logarithm(0.7)
    return sum + (field.bits.bit(39) ? Log.logarithm(0.2) - 12 : Log.logarithm(0.8))
  }

  // MARK: Parts

  /// Whether a field is zero where its status bit is not set.
  @inline(__always)
  private static func isConsistent(_ field: CommBField, _ status: Int, _ first: Int, _ count: Int) -> Bool {
    field.bits.bit(status) || field.bits.bits(first, count) == 0
  }

  /// Of a status bit that is set with a probability.
  @inline(__always)
  private static func presence(_ field: CommBField, _ status: Int, _ probability: Double) -> Double {
    field.bits.bit(status) ? Log.logarithm(probability) : Log.logarithm(1 - probability)
  }

  /// The smaller way round the circle.
  private static func turn(_ degrees: Double) -> Double {
    degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees
  }

  /// The Mach number of an indicated airspeed at a pressure altitude, within 0.001 below Mach 0.95 and 45,000 ft:
  /// compressible flow without a shock in the standard atmosphere, with polynomials for its powers.
  private static func expectedMach(_ knots: Int, _ feet: Int) -> Double {
    let height = min(50_000, max(0, Double(feet))) / 10_000
    // Sea-level over static pressure.
    let ratio = 1 + height * (0.356978 + height * (0.0921411 + height * (-0.000314127 + height * 0.00591504)))
    // Impact over static pressure: (1 + 0.2 b²)^3.5 - 1 = 0.7 b² (1 + b²/4 + b⁴/40 + …) at sea level.
    let square = Double(knots &* knots) * (1 / (661.47 * 661.47))
    let x = min(0.7 * square * (1 + square * (0.25 + square / 40)) * ratio, 1)
    // M² = 5 ((x + 1)^(2/7) - 1).
    let factor =
      1.42856 + x * (-0.50972 + x * (0.28554 + x * (-0.16902 + x * (0.07741 - x * 0.01771))))
    return (x * factor).squareRoot()
  }
}
