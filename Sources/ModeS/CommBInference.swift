/// Which register a Comm-B reply holds, and how sure that is.
@frozen
public struct CommBChoice: Hashable, Sendable {
  public let register: CommBRegister
  /// The probability of this register among all that are told apart, 0.5 ... 1.
  public let confidence: Double
}

/// Tells which register a Comm-B reply holds: the reply does not say.
///
/// Each register gives the 56 bits a probability: fields that are there or not with their usual frequency, values near what
/// aircraft do, and near what this aircraft was last known to do; reserved bits must be zero. Bayes' rule weighs them, with
/// a register of any other content among them. Everything is in base-2 logarithms and needs no function of the C library,
/// so that every machine chooses alike.
public enum CommBInference {
  /// What is known of the aircraft from other messages; nil where it is not, or is old.
  public struct State: Hashable, Sendable {
    public var altitudeFeet: Int?
    public var groundspeedKnots: Double?
    public var trackDegrees: Double?
    public var verticalRateFeetPerMinute: Int?
    public var callsign: Callsign?

    public init() {}
  }

  /// The most probable register; nil for empty contents and where none is more probable than all else together.
  public static func choice(_ bits: MessageField, state: State = State()) -> CommBChoice? {
    guard bits.value != 0 else { return nil }
    let field = CommBField(bits)
    var best = CommBRegister.dataLinkCapability
    var bestScore = -Double.infinity
    // Anything else: all contents alike.
    var all = InlineArray<10, Double>(repeating: -Double.infinity)
    all[9] = -56 + otherPrior
    var greatest = all[9]
    for (place, register) in CommBRegister.allCases.enumerated() {
      guard let score = logProbability(register, field, state) else { continue }
      all[place] = score
      greatest = max(greatest, score)
      if score > bestScore { (best, bestScore) = (register, score) }
    }
    var sum = 0.0
    for place in 0..<all.count { sum += powerOfTwo(all[place] - greatest) }
    let confidence = powerOfTwo(bestScore - greatest) / sum
    return confidence >= 0.5 ? CommBChoice(register: best, confidence: confidence) : nil
  }

  private static let otherPrior = -6.0

  /// Prior and likelihood; nil where the content is impossible.
  private static func logProbability(
    _ register: CommBRegister, _ field: CommBField, _ state: State
  ) -> Double? {
    switch register {
    case .dataLinkCapability: dataLinkCapability(field).map { $0 - 5 }
    case .commonUsage: commonUsage(field).map { $0 - 5 }
    case .identification: identification(field, state).map { $0 - 4 }
    case .resolutionAdvisory: resolutionAdvisory(field).map { $0 - 7 }
    case .selectedVerticalIntention: selectedVerticalIntention(field).map { $0 - 2 }
    case .meteorologicalRoutine: meteorologicalRoutine(field).map { $0 - 9 }
    case .meteorologicalHazard: meteorologicalHazard(field).map { $0 - 10 }
    case .trackAndTurn: trackAndTurn(field, state).map { $0 - 2 }
    case .headingAndSpeed: headingAndSpeed(field, state).map { $0 - 2 }
    }
  }

  // MARK: Registers that name themselves

  private static func dataLinkCapability(_ field: CommBField) -> Double? {
    guard field.bits.bits(1, 8) == 0x10, field.bits.bits(10, 5) == 0 else { return nil }
    // The version number goes with overlay command capability: from 5 on where it is there, up to 4 where not.
    let version = field.bits.bits(17, 7)
    guard field.bits.bit(15) ? version >= 5 : version <= 4 else { return nil }
    return -34
  }

  private static func commonUsage(_ field: CommBField) -> Double? {
    // Only the first 28 bits have a meaning here, and whoever fills the register fills 2,0.
    guard field.bits.bits(29, 28) == 0, field.bits.bit(7) else { return nil }
    return -16
  }

  private static func identification(_ field: CommBField, _ state: State) -> Double? {
    guard field.bits.bits(1, 8) == 0x20, field.callsign.isWellFormed, !field.callsign.isBlank else { return nil }
    if field.callsign == state.callsign { return -3 }
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

  private static func resolutionAdvisory(_ field: CommBField) -> Double? {
    guard field.bits.bits(1, 8) == 0x30, field.bits.bits(29, 2) != 3, field.bits.bits(16, 7) < 48 else { return nil }
    return -40
  }

  // MARK: Registers with status bits

  private static func selectedVerticalIntention(_ field: CommBField) -> Double? {
    guard field.bits.bits(40, 8) == 0, field.bits.bits(52, 2) == 0 else { return nil }
    var sum = LogSum()
    sum.add(field, status: 1, bits: 2, 12, present: 0.93) { altitude(Int($0)) }
    sum.add(field, status: 14, bits: 15, 12, present: 0.35) { altitude(Int($0)) }
    sum.add(field, status: 27, bits: 28, 12, present: 0.85) {
      normal(Double($0) - 2132, sigma: 110, bits: 12)
    }
    sum.add(field, status: 48, bits: 49, 3, present: 0.35) { _ in -3 }
    sum.add(field, status: 54, bits: 55, 2, present: 0.35) { _ in -2 }
    return sum.value
  }

  /// Selected altitudes are mostly whole hundreds of feet, up to 45,000 ft.
  private static func altitude(_ code: Int) -> Double {
    let feet = code &* 16
    let hundreds = (feet &+ 50) / 100 &* 100
    let isHundred = (feet &- hundreds).magnitude <= 8
    if feet > 50_000 { return -18 }
    return isHundred ? -9 : -14
  }

  private static func trackAndTurn(_ field: CommBField, _ state: State) -> Double? {
    var sum = LogSum()
    sum.add(field, status: 1, bits: 2, 10, present: 0.97) { _ in
      let roll = Double(field.signed(2, 9))
      return roll.magnitude > 285 ? nil : normal(roll, sigma: 30, bits: 10)
    }
    sum.add(field, status: 12, bits: 13, 11, present: 0.97) { _ in
      guard let known = state.trackDegrees, let track = field.trackDegrees else { return -11 }
      return normal(turn(track - known) / (90.0 / 512), sigma: 20, bits: 11)
    }
    sum.add(field, status: 24, bits: 25, 10, present: 0.97) { code in
      guard code <= 300 else { return nil }
      guard let known = state.groundspeedKnots else { return normal(Double(code) - 210, sigma: 60, bits: 10) }
      return normal(Double(code) - known / 2, sigma: 5, bits: 10)
    }
    sum.add(field, status: 35, bits: 36, 10, present: 0.8) { _ in
      let rate = Double(field.signed(36, 9))
      guard let roll = field.rollDegrees, let speed = field.trueAirspeedKnots ?? field.groundspeedKnots, speed > 60
      else { return normal(rate, sigma: 20, bits: 10) }
      // A coordinated turn: g tan(roll) / v; the tangent by its series, 1091 deg/s times kt for g.
      let radians = roll * (3.141592653589793 / 180)
      let tangent = radians * (1 + radians * radians / 3)
      let expected = 1091 * tangent / Double(speed) * 32
      return max(normal(rate - expected, sigma: 8, bits: 10), normal(rate, sigma: 20, bits: 10) - 2)
    }
    sum.add(field, status: 46, bits: 47, 10, present: 0.95) { code in
      guard code <= 300 else { return nil }
      if let ground = field.groundspeedKnots {
        guard (Int(code) &* 2 &- ground).magnitude <= 200 else { return nil }
        return normal(Double(code) - Double(ground) / 2, sigma: 25, bits: 10)
      }
      return normal(Double(code) - 210, sigma: 60, bits: 10)
    }
    return sum.value
  }

  private static func headingAndSpeed(_ field: CommBField, _ state: State) -> Double? {
    var sum = LogSum()
    sum.add(field, status: 1, bits: 2, 11, present: 0.97) { _ in
      guard let known = state.trackDegrees, let heading = field.magneticHeadingDegrees else { return -11 }
      return normal(turn(heading - known) / (90.0 / 512), sigma: 60, bits: 11)
    }
    sum.add(field, status: 13, bits: 14, 10, present: 0.97) { code in
      code > 500 ? nil : normal(Double(code) - 265, sigma: 50, bits: 10)
    }
    sum.add(field, status: 24, bits: 25, 10, present: 0.95) { code in
      guard code <= 250, let mach = field.mach else { return nil }
      guard let airspeed = field.indicatedAirspeedKnots else {
        return normal(Double(code) - 175, sigma: 50, bits: 10)
      }
      guard let altitude = state.altitudeFeet else {
        // Indicated airspeed grows less with height than the Mach number: never above it by far.
        let least = Double(airspeed) / 661.5
        return normal((mach - least * 1.35) / 0.004, sigma: 45, bits: 10)
      }
      return normal((mach - expectedMach(airspeed, altitude)) / 0.004, sigma: 6, bits: 10)
    }
    sum.add(field, status: 35, bits: 36, 10, present: 0.93) { _ in
      let rate = field.signed(36, 9)
      guard rate.magnitude <= 187 else { return nil }
      return verticalRate(rate, known: state.verticalRateFeetPerMinute)
    }
    sum.add(field, status: 46, bits: 47, 10, present: 0.9) { _ in
      let rate = field.signed(47, 9)
      guard rate.magnitude <= 187 else { return nil }
      if let other = field.barometricRateFeetPerMinute {
        return normal(Double(rate) - Double(other) / 32, sigma: 6, bits: 10)
      }
      return verticalRate(rate, known: state.verticalRateFeetPerMinute)
    }
    return sum.value
  }

  private static func verticalRate(_ code: Int, known: Int?) -> Double {
    guard let known else { return normal(Double(code), sigma: 35, bits: 10) }
    return normal(Double(code) - Double(known) / 32, sigma: 10, bits: 10)
  }

  private static func meteorologicalRoutine(_ field: CommBField) -> Double? {
    guard field.bits.bits(1, 4) <= 4 else { return nil }
    var sum = LogSum()
    sum.value = -4
    sum.add(field, status: 5, bits: 6, 18, present: 0.95) { code in
      let speed = Double(code >> 9)
      return speed > 250 ? nil : normal(speed - 45, sigma: 35, bits: 9) - 9
    }
    let temperature = field.routineTemperatureCelsius
    guard (-80...60).contains(temperature), temperature != 0 else { return nil }
    sum.value = sum.value.map { $0 + normal(temperature * 4 + 140, sigma: 90, bits: 11) }
    sum.add(field, status: 35, bits: 36, 11, present: 0.1) { code in code < 100 || code > 1100 ? nil : -10 }
    sum.add(field, status: 47, bits: 48, 2, present: 0.1) { _ in -2 }
    sum.add(field, status: 50, bits: 51, 6, present: 0.1) { _ in -6 }
    return sum.value
  }

  private static func meteorologicalHazard(_ field: CommBField) -> Double? {
    guard field.bits.bits(52, 5) == 0 else { return nil }
    var sum = LogSum()
    for status in stride(from: 1, through: 13, by: 3) {
      sum.add(field, status: status, bits: status + 1, 2, present: 0.15) { _ in -2 }
    }
    sum.add(field, status: 16, bits: 17, 10, present: 0.9) { _ in
      guard let temperature = field.hazardTemperatureCelsius, (-80...60).contains(temperature) else { return nil }
      return normal(temperature * 4 + 140, sigma: 90, bits: 10)
    }
    sum.add(field, status: 27, bits: 28, 11, present: 0.3) { code in code < 100 || code > 1100 ? nil : -10 }
    sum.add(field, status: 39, bits: 40, 12, present: 0.2) { _ in -12 }
    return sum.value
  }

  // MARK: Probabilities

  /// A sum of logarithms of probabilities; nil once something is impossible.
  private struct LogSum {
    var value: Double? = 0

    /// A field with its status bit: zero where that is not set.
    /// - Parameter present: How often it is set.
    mutating func add(
      _ field: CommBField, status: Int, bits first: Int, _ count: Int, present: Double, _ weight: (UInt64) -> Double?
    ) {
      guard let sum = value else { return }
      let code = field.bits.bits(first, count)
      if field.bits.bit(status) {
        value = weight(code).map { sum + logarithm(present) + $0 }
      } else {
        value = code == 0 ? sum + logarithm(1 - present) : nil
      }
    }
  }

  /// The base-2 logarithm of a positive number, to four digits.
  private static func logarithm(_ x: Double) -> Double {
    // log2(x) = (exponent) + 2/ln 2 · artanh((m - 1) / (m + 1)).
    let exponent = x.exponent
    let mantissa = x.significand
    let t = (mantissa - 1) / (mantissa + 1)
    let z = t * t
    return Double(exponent) + 2.885390081777927 * t * (1 + z * (1.0 / 3 + z * (0.2 + z * (1.0 / 7 + z / 9))))
  }

  /// The probability of one code where codes are distributed normally, with one in twenty anywhere among all codes.
  private static func normal(_ deviation: Double, sigma: Double, bits: Int) -> Double {
    let ratio = deviation / sigma
    let density = -0.0740 - 1.3257480647361593 - logarithm(sigma) - 0.7213475204444817 * ratio * ratio
    return max(density, -4.3219280948873626 - Double(bits))
  }

  /// The smaller way round the circle.
  private static func turn(_ degrees: Double) -> Double {
    let turned = degrees - 360 * (degrees / 360 + 0.5).rounded(.down)
    return turned
  }

  /// 2^x to six digits.
  private static func powerOfTwo(_ x: Double) -> Double {
    guard x > -1000 else { return 0 }
    let whole = x.rounded(.down)
    let y = (x - whole) * 0.6931471805599453
    let series = 1 + y * (1 + y * (0.5 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y / 720)))))
    return Double(sign: .plus, exponent: Int(whole), significand: series)
  }

  /// The Mach number of an indicated airspeed at a pressure altitude, within 0.02 up to 45,000 ft: the ratio of pressures
  /// by a polynomial, the flow taken as isentropic in the first two terms.
  private static func expectedMach(_ knots: Int, _ feet: Int) -> Double {
    let height = min(50_000, max(0, Double(feet))) / 10_000
    // Ratio of sea-level to static pressure in the standard atmosphere.
    let ratio = 1 + height * (0.356978 + height * (0.0921411 + height * (-0.000314127 + height * 0.00591504)))
    let base = Double(knots) / 661.47
    // Impact pressure over static pressure: ((1 + 0.2 M²)^3.5 - 1) = 0.7 M² (1 + M²/4 + M⁴/40).
    let square = base * base
    let impact = 0.7 * square * (1 + square / 4 + square * square / 40) * ratio
    var mach = (impact / 0.7).squareRoot()
    for _ in 0..<4 {
      let m = mach * mach
      mach = (impact / (0.7 * (1 + m / 4 + m * m / 40))).squareRoot()
    }
    return mach
  }
}
