/// A length, held in metres whatever unit it came in.
@frozen
public struct Distance: Hashable, Comparable, Sendable {
  public var metres: Double

  @inlinable public init(metres: Double) { self.metres = metres }
  @inlinable public static func metres(_ value: Double) -> Self { Self(metres: value) }
  @inlinable public static func kilometres(_ value: Double) -> Self { Self(metres: value * 1000) }
  /// The international nautical mile of 1852 m.
  @inlinable public static func nauticalMiles(_ value: Double) -> Self { Self(metres: value * 1852) }
  /// The international foot of 0.3048 m.
  @inlinable public static func feet(_ value: Double) -> Self { Self(metres: value * 0.3048) }

  @inlinable public var kilometres: Double { metres / 1000 }
  @inlinable public var nauticalMiles: Double { metres / 1852 }
  @inlinable public var feet: Double { metres / 0.3048 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metres < b.metres }
}

/// A plane angle, held in radians. What it is measured from (true north, magnetic north, a runway) is its name's task.
@frozen
public struct Angle: Hashable, Comparable, Sendable {
  public var radians: Double

  @inlinable public init(radians: Double) { self.radians = radians }
  @inlinable public static func radians(_ value: Double) -> Self { Self(radians: value) }
  @inlinable public static func degrees(_ value: Double) -> Self { Self(radians: Angle.radians(fromDegrees: value)) }

  @inlinable public var degrees: Double { Angle.degrees(fromRadians: radians) }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.radians < b.radians }
}

/// A speed along a path, held in metres per second.
@frozen
public struct Speed: Hashable, Comparable, Sendable {
  public var metresPerSecond: Double

  @inlinable public init(metresPerSecond: Double) { self.metresPerSecond = metresPerSecond }
  @inlinable public static func metresPerSecond(_ value: Double) -> Self { Self(metresPerSecond: value) }
  /// The knot of 1852 m per hour.
  @inlinable public static func knots(_ value: Double) -> Self { Self(metresPerSecond: value * 1852 / 3600) }

  @inlinable public var knots: Double { metresPerSecond * 3600 / 1852 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metresPerSecond < b.metresPerSecond }
}

/// A rate of climb (positive) or descent (negative), held in metres per second.
@frozen
public struct VerticalRate: Hashable, Comparable, Sendable {
  public var metresPerSecond: Double

  @inlinable public init(metresPerSecond: Double) { self.metresPerSecond = metresPerSecond }
  @inlinable public static func metresPerSecond(_ value: Double) -> Self { Self(metresPerSecond: value) }
  @inlinable public static func feetPerMinute(_ value: Double) -> Self { Self(metresPerSecond: value * 0.3048 / 60) }

  @inlinable public var feetPerMinute: Double { metresPerSecond * 60 / 0.3048 }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.metresPerSecond < b.metresPerSecond }
}
