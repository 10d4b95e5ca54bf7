/// The pressure that makes an altimeter on the ground show the ground's height above mean sea level.
@frozen
public struct QNH: Hashable, Comparable, Sendable {
  public var hectopascals: Double

  @inlinable public init(hectopascals: Double) { self.hectopascals = hectopascals }
  @inlinable public init(inchesOfMercury: Double) { hectopascals = inchesOfMercury * 33.863886666667 }

  /// 1013.25 hPa: with it QNH altitude and pressure altitude agree.
  public static let standard = QNH(hectopascals: 1013.25)

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.hectopascals < b.hectopascals }
}

/// The ICAO standard atmosphere up to 32 km of geopotential height (ICAO Doc 7488, Manual of the ICAO Standard
/// Atmosphere, 3rd edition).
public enum StandardAtmosphere {
  static let seaLevelHectopascals = 1013.25
  static let seaLevelKelvin = 288.15
  static let lapseKelvinPerMetre = 0.0065
  static let tropopauseMetres = 11_000.0
  static let tropopauseKelvin = 216.65
  static let tropopauseHectopascals = 226.32040095007799
  /// g₀ / R, with g₀ = 9.80665 m/s² and R = 287.05287 m²/(K·s²).
  static let gravityOverGasConstant = 9.80665 / 287.05287
  /// The exponent g₀ / (R · lapse rate) = 5.25588.
  static let troposphereExponent = gravityOverGasConstant / lapseKelvinPerMetre

  /// The static pressure at a pressure altitude, by the troposphere's and the lower stratosphere's formulae.
  public static func pressureHectopascals(at altitude: PressureAltitude) -> Double {
    let height = altitude.metres
    if height <= tropopauseMetres {
      let temperatureRatio = 1 - lapseKelvinPerMetre * height / seaLevelKelvin
      return seaLevelHectopascals * Elementary.pow(temperatureRatio, troposphereExponent)
    }
    let scaled = gravityOverGasConstant * (height - tropopauseMetres) / tropopauseKelvin
    return tropopauseHectopascals * Elementary.exp(-scaled)
  }

  /// The pressure altitude of a static pressure above zero; NaN otherwise.
  public static func pressureAltitude(hectopascals: Double) -> PressureAltitude {
    guard hectopascals > 0 else { return PressureAltitude(metres: .nan) }
    if hectopascals >= tropopauseHectopascals {
      let temperatureRatio = Elementary.pow(hectopascals / seaLevelHectopascals, 1 / troposphereExponent)
      return PressureAltitude(metres: seaLevelKelvin / lapseKelvinPerMetre * (1 - temperatureRatio))
    }
    let logarithm = Elementary.log(hectopascals / tropopauseHectopascals)
    return PressureAltitude(metres: tropopauseMetres - tropopauseKelvin / gravityOverGasConstant * logarithm)
  }

  /// The speed of sound at a pressure altitude in the standard atmosphere, in metres per second.
  public static func speedOfSoundMetresPerSecond(at altitude: PressureAltitude) -> Double {
    let height = min(altitude.metres, tropopauseMetres)
    return (1.4 * 287.05287 * (seaLevelKelvin - lapseKelvinPerMetre * height)).squareRoot()
  }
}

extension PressureAltitude {
  /// What an altimeter set to `qnh` shows at this level.
  ///
  /// Setting an altimeter moves its scale by the standard-atmosphere height of the set pressure, and so changes every
  /// reading by the same amount (ICAO Doc 7488; ICAO Doc 8168 vol. III, altimeter setting).
  public func altitude(qnh: QNH) -> QNHAltitude {
    QNHAltitude(metres: metres - StandardAtmosphere.pressureAltitude(hectopascals: qnh.hectopascals).metres)
  }
}

extension QNHAltitude {
  /// The pressure altitude at which an altimeter set to `qnh` shows this.
  public func pressureAltitude(qnh: QNH) -> PressureAltitude {
    PressureAltitude(
      metres: metres + StandardAtmosphere.pressureAltitude(hectopascals: qnh.hectopascals).metres)
  }
}
