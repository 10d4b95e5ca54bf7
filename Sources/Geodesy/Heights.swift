// Four heights that look alike and must never be mixed: the compiler keeps them apart.

/// The height of a pressure level above the 1013.25 hPa surface in the standard atmosphere: what Mode C, flight levels
/// and barometric ADS-B altitudes mean.
@frozen
public struct PressureAltitude: Hashable, Comparable, Sendable {
  /// Geopotential metres above the 1013.25 hPa surface.
  public var metres: Double

  @inlinable public init(metres: Double) { self.metres = metres }
  @inlinable public init(feet: Double) { metres = feet * 0.3048 }
  /// Hundreds of feet: 350 for F350.
  @inlinable public init(flightLevel: Double) { metres = flightLevel * 30.48 }

  @inlinable public var feet: Double { metres / 0.3048 }
  @inlinable public var flightLevel: Double { metres / 30.48 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metres < b.metres }
}

/// An altitude above mean sea level as an altimeter set to QNH shows it.
@frozen
public struct QNHAltitude: Hashable, Comparable, Sendable {
  public var metres: Double

  @inlinable public init(metres: Double) { self.metres = metres }
  @inlinable public init(feet: Double) { metres = feet * 0.3048 }

  @inlinable public var feet: Double { metres / 0.3048 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metres < b.metres }
}

/// A geometric height above the WGS-84 ellipsoid: what satellite navigation measures and geometry needs.
@frozen
public struct EllipsoidalHeight: Hashable, Comparable, Sendable {
  public var metres: Double

  @inlinable public init(metres: Double) { self.metres = metres }
  @inlinable public init(feet: Double) { metres = feet * 0.3048 }

  @inlinable public var feet: Double { metres / 0.3048 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metres < b.metres }
}

/// A geometric height above mean sea level (the geoid): what maps, aerodromes and masts are given in.
@frozen
public struct OrthometricHeight: Hashable, Comparable, Sendable {
  public var metres: Double

  @inlinable public init(metres: Double) { self.metres = metres }
  @inlinable public init(feet: Double) { metres = feet * 0.3048 }

  @inlinable public var feet: Double { metres / 0.3048 }

  /// The height above the ellipsoid where the geoid stands `geoidUndulationMetres` above it.
  @inlinable
  public func ellipsoidalHeight(geoidUndulationMetres: Double) -> EllipsoidalHeight {
    EllipsoidalHeight(metres: metres + geoidUndulationMetres)
  }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metres < b.metres }
}

extension EllipsoidalHeight {
  /// The height above mean sea level where the geoid stands `geoidUndulationMetres` above the ellipsoid.
  @inlinable
  public func orthometricHeight(geoidUndulationMetres: Double) -> OrthometricHeight {
    OrthometricHeight(metres: metres - geoidUndulationMetres)
  }
}
