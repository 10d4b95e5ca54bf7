import Geodesy
import Surveillance

/// How good a track's estimate is and how the aircraft moves, as the detail panel reads it.
struct EstimateDetail: Encodable {
  struct Ellipse: Encodable {
    var semiMajorMetres: Double
    var semiMinorMetres: Double
    /// Of the longer semi-axis, clockwise from north, 0 to 180.
    var directionDeg: Double
    /// One standard deviation along the course and across it; absent while there is no course.
    var alongMetres: Double?
    var acrossMetres: Double?
  }

  struct Mode: Encodable {
    var course: String
    var groundspeed: String
    var vertical: String
  }

  struct Model: Encodable {
    var name: String
    var probability: Double
  }

  /// One that no sensor measured; its standard deviation.
  struct Height: Encodable {
    var feet: Double
    var sigmaFeet: Double
  }

  struct Age: Encodable {
    var source: String
    var ageSeconds: Double
  }

  var ellipse: Ellipse
  /// One standard deviation per axis.
  var velocitySigmaKt: Double
  /// Clockwise positive.
  var turnRateDegPerSecond: Double
  var alongAcceleration: Double
  var acrossAcceleration: Double
  var mode: Mode
  /// Likeliest first.
  var models: [Model]
  var existence: Double
  /// Above the ellipsoid; absent where somebody measures the height, or the plots have not told it.
  var estimatedHeight: Height?
  var ages: [Age]

  init(_ detail: TrackEstimateDetail) {
    ellipse = Self.ellipse(of: detail.track)
    velocitySigmaKt = Self.rounded(Speed(metresPerSecond: detail.velocityCovariance.sigma).knots, 10)
    turnRateDegPerSecond = Self.rounded(Angle.degrees(fromRadians: detail.turnRateRadiansPerSecond), 100)
    alongAcceleration = Self.rounded(detail.alongAccelerationMetresPerSecondSquared, 100)
    acrossAcceleration = Self.rounded(detail.acrossAccelerationMetresPerSecondSquared, 100)
    mode = Mode(
      course: Self.word(detail.modeOfFlight.course), groundspeed: Self.word(detail.modeOfFlight.groundspeed),
      vertical: Self.word(detail.modeOfFlight.vertical))
    let models = [
      ("straight", detail.models.straight), ("gentle manoeuvre", detail.models.gentleManoeuvre),
      ("strong manoeuvre", detail.models.strongManoeuvre), ("left turn", detail.models.leftTurn),
      ("right turn", detail.models.rightTurn),
    ]
    self.models = models.sorted { $0.1 > $1.1 }.map { Model(name: $0.0, probability: Self.rounded($0.1, 1000)) }
    existence = Self.rounded(detail.existenceProbability, 10_000)
    estimatedHeight = detail.track.estimatedHeight.map {
      Height(
        feet: Self.hundreds(ofFeetIn: $0.height.metres), sigmaFeet: max(100, Self.hundreds(ofFeetIn: $0.sigmaMetres)))
    }
    let ages: [(String, Double?)] = [
      ("primary", detail.ages.primary), ("SSR", detail.ages.secondary), ("Mode S", detail.ages.modeS),
      ("ADS-B", detail.ages.adsb), ("multilateration", detail.ages.multilateration),
      ("surface radar", detail.ages.surface), ("Remote ID", detail.ages.remoteID),
    ]
    self.ages = ages.compactMap { name, age in age.map { Age(source: name, ageSeconds: Self.rounded($0, 10)) } }
  }

  private static func ellipse(of track: SystemTrack) -> Ellipse {
    let (major, minor, direction) = track.positionCovariance.ellipse
    var ellipse = Ellipse(
      semiMajorMetres: major.rounded(), semiMinorMetres: minor.rounded(), directionDeg: direction.degrees.rounded())
    if track.isVelocityKnown {
      let velocity = track.velocity
      let course = Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      ellipse.alongMetres = track.positionCovariance.sigma(along: .radians(course)).rounded()
      ellipse.acrossMetres = track.positionCovariance.sigma(along: .radians(course + Elementary.halfPi)).rounded()
    }
    return ellipse
  }

  private static func rounded(_ value: Double, _ scale: Double) -> Double { (value * scale).rounded() / scale }

  private static func hundreds(ofFeetIn metres: Double) -> Double {
    (EllipsoidalHeight(metres: metres).feet / 100).rounded() * 100
  }

  private static func word(_ course: ModeOfFlight.Course) -> String {
    switch course {
    case .constant: "constant course"
    case .turningRight: "turning right"
    case .turningLeft: "turning left"
    case .undetermined: "course undetermined"
    }
  }

  private static func word(_ groundspeed: ModeOfFlight.Groundspeed) -> String {
    switch groundspeed {
    case .constant: "constant speed"
    case .increasing: "accelerating"
    case .decreasing: "decelerating"
    case .undetermined: "speed undetermined"
    }
  }

  private static func word(_ vertical: ModeOfFlight.Vertical) -> String {
    switch vertical {
    case .level: "level"
    case .climbing: "climbing"
    case .descending: "descending"
    case .undetermined: "level undetermined"
    }
  }
}
