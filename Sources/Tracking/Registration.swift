public import Surveillance

/// By how much a radar measures wrong, learnt on line: what is to be taken off every slant range and azimuth.
///
/// Each is estimated by itself, by a Kalman filter of one state that forgets slowly, from pairs of a plot and an aircraft's
/// own report of its place (Lin, Bar-Shalom and Kirubarajan 2004 review the estimators; two offsets are what usual errors
/// of alignment and delay make).
public struct Registration: Hashable, Sendable {
  /// The radar.
  public let sensor: SensorNumber
  /// Measured less true.
  public private(set) var rangeMetres = 0.0
  public private(set) var azimuthRadians = 0.0
  /// Variances of the two.
  public private(set) var rangeVariance: Double
  public private(set) var azimuthVariance: Double
  /// Pairs taken.
  public private(set) var pairs: UInt32 = 0
  /// Pairs in a row that were far from the estimate.
  private var contradictions: UInt32 = 0

  init(sensor: SensorNumber, parameters: TrackerParameters) {
    self.sensor = sensor
    rangeVariance = parameters.rangeOffsetSigmaMetres * parameters.rangeOffsetSigmaMetres
    azimuthVariance = parameters.azimuthOffsetSigmaRadians * parameters.azimuthOffsetSigmaRadians
  }

  /// Whether it is sure enough to be applied.
  func isUsable(_ parameters: TrackerParameters) -> Bool { Double(pairs) >= parameters.registrationPairs }

  /// A pair's differences, measured less true, with their variances.
  mutating func take(
    range: Double, rangeNoise: Double, azimuth: Double, azimuthNoise: Double, parameters: TrackerParameters
  ) {
    let gate = parameters.registrationGate * parameters.registrationGate
    let rangeMiss = range - rangeMetres
    let azimuthMiss = azimuth - azimuthRadians
    guard rangeMiss * rangeMiss < gate * (rangeVariance + rangeNoise),
      azimuthMiss * azimuthMiss < gate * (azimuthVariance + azimuthNoise)
    else {
      contradict(parameters)
      return
    }
    contradictions = 0
    pairs &+= 1
    Self.update(&rangeMetres, &rangeVariance, miss: rangeMiss, noise: rangeNoise, parameters.rangeOffsetDriftMetres)
    Self.update(
      &azimuthRadians, &azimuthVariance, miss: azimuthMiss, noise: azimuthNoise, parameters.azimuthOffsetDriftRadians)
  }

  private static func update(
    _ value: inout Double, _ variance: inout Double, miss: Double, noise: Double, _ drift: Double
  ) {
    variance += drift * drift
    let gain = variance / (variance + noise)
    value += gain * miss
    variance *= 1 - gain
  }

  /// Pairs that contradict the estimate one after another: the radar has jumped, and is learnt anew.
  private mutating func contradict(_ parameters: TrackerParameters) {
    contradictions &+= 1
    if Double(contradictions) >= parameters.registrationContradictions {
      self = Registration(sensor: sensor, parameters: parameters)
    }
  }
}

extension Registration: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    for number in [rangeMetres, azimuthRadians, rangeVariance, azimuthVariance] { writer.write(number) }
    writer.write(pairs)
    writer.write(contradictions)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sensor = try reader.value()
    rangeMetres = try reader.double()
    azimuthRadians = try reader.double()
    rangeVariance = try reader.double()
    azimuthVariance = try reader.double()
    pairs = try reader.integer()
    contradictions = try reader.integer()
  }
}
