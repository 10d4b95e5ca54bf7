import Surveillance

/// When each kind of source last saw a target, by bit of ``DetectionMeans``.
struct SourceTimes {
  /// Nanoseconds since 1970; the least there is where it never did.
  private var times: [8 of Int64] = .init(repeating: .min)

  /// Notes that a report came by some means.
  mutating func note(_ means: DetectionMeans, at time: SurveillanceTime) {
    for bit in 0..<8 where means.rawValue & (1 << UInt16(bit)) != 0 {
      times[bit] = max(times[bit], time.nanoseconds)
    }
  }

  /// How long ago each saw the target, seconds; what is newer counts as now.
  func ages(at time: SurveillanceTime) -> TrackEstimateDetail.SourceAges {
    func age(_ means: DetectionMeans) -> Double? {
      let last = times[means.rawValue.trailingZeroBitCount]
      return last == .min ? nil : max(0, time.seconds(since: SurveillanceTime(nanoseconds: last)))
    }
    var ages = TrackEstimateDetail.SourceAges()
    ages.primary = age(.primary)
    ages.secondary = age(.secondary)
    ages.modeS = age(.modeS)
    ages.adsb = age(.adsb)
    ages.multilateration = age(.multilateration)
    ages.surface = age(.surface)
    ages.remoteID = age(.remoteID)
    return ages
  }
}

extension SourceTimes: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    for bit in times.indices { writer.write(times[bit]) }
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init()
    for bit in times.indices { times[bit] = try reader.integer() }
  }
}
