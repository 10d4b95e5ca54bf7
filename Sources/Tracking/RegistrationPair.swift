import Surveillance

/// How one radar's offsets displace its plot: metres in the plot's plane for a metre of range, a radian of azimuth and a
/// second of clock.
struct RegistrationDesign: Hashable {
  var range: Vector2
  var azimuth: Vector2
  /// A plot stamped late lies behind the place where the target was at the stamped time: minus its velocity.
  var clock: Vector2
  /// What was taken off the plot already.
  var applied = RegistrationOffsets()

  /// Displacement that remains where the offsets are `offsets`.
  func displacement(_ offsets: RegistrationOffsets) -> Vector2 {
    range * (offsets.rangeMetres - applied.rangeMetres) + azimuth * (offsets.azimuthRadians - applied.azimuthRadians)
      + clock * (offsets.clockSeconds - applied.clockSeconds)
  }

  /// The six numbers by offset.
  subscript(offset: Int) -> Vector2 { offset == 0 ? range : offset == 1 ? azimuth : clock }
}

/// A radar's plot beside a statement of the same target's place at the same time.
struct RegistrationPair {
  /// What the plot is compared with.
  enum Reference {
    /// The aircraft's own report, whose latency differs from the expected one by what all aircraft have in common.
    case ownReport
    /// Another radar's plot, moved by the track's velocity.
    case radar(SensorNumber, RegistrationDesign)
    /// A surveyed place.
    case monitor
  }

  var sensor: SensorNumber
  var design: RegistrationDesign
  var reference: Reference
  /// The target's velocity in the plot's plane.
  var velocity: Vector2
  /// The plot's place less the reference's.
  var difference: Vector2
  /// Of everything in the difference but the offsets.
  var covariance: Symmetric2
  /// Whose plot it is: a track's number, or nought for a site monitor.
  var target: UInt32
}

/// A pair's design over the joint state: which of its values count, and by how much for each coordinate.
struct PairRows {
  var count = 3
  var indices = InlineArray<6, Int>(repeating: 0)
  var columns = InlineArray<6, Vector2>(repeating: Vector2(east: 0, north: 0))

  init(_ pair: RegistrationPair, first: Int, second: Int?) {
    for offset in 0..<3 {
      indices[offset] = 1 + 3 * first + offset
      columns[offset] = pair.design[offset]
    }
    switch pair.reference {
    case .ownReport:
      columns[count] = pair.velocity
      count += 1
    case .radar(_, let design):
      for offset in 0..<3 {
        indices[count] = 1 + 3 * (second ?? first) + offset
        columns[count] = design[offset] * -1
        count += 1
      }
    case .monitor: break
    }
  }
}

/// One radar's plot as a track remembers it for comparison with the next radar's, as it was measured.
struct RadarPlot: Hashable {
  var sensor: SensorNumber
  /// As stamped, no clock offset taken off.
  var time: SurveillanceTime
  var rangeMetres: Double
  var azimuthRadians: Double
  /// With which it was placed.
  var heightMetres: Double
  var covariance: Symmetric2
}

extension RadarPlot: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(time)
    for number in [rangeMetres, azimuthRadians, heightMetres] { writer.write(number) }
    writer.write(covariance)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      sensor: try reader.value(), time: try reader.value(), rangeMetres: try reader.double(),
      azimuthRadians: try reader.double(), heightMetres: try reader.double(), covariance: try reader.value())
  }
}
