/// An instant, UTC, as nanoseconds since 1970-01-01T00:00:00Z (leap seconds are not counted, as in POSIX).
public struct SurveillanceTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970.
  public var nanoseconds: Int64

  /// Makes an instant of nanoseconds since 1970.
  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Nanoseconds in one second.
  public static let nanosecondsPerSecond: Int64 = 1_000_000_000
  /// Nanoseconds in one UTC day without a leap second.
  public static let nanosecondsPerDay: Int64 = 86_400_000_000_000
  /// The first instant there is.
  public static let distantPast = SurveillanceTime(nanoseconds: .min)

  /// Seconds from `earlier` to this instant; negative where it is later. Differences too large for the clock are held at
  /// its ends.
  @inlinable
  public func seconds(since earlier: SurveillanceTime) -> Double {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    guard !overflow else { return nanoseconds > earlier.nanoseconds ? 9.2e9 : -9.2e9 }
    return Double(difference) / 1e9
  }

  /// This instant moved by `seconds`; held at the ends of the clock, and unmoved by what is not a number.
  @inlinable
  public func adding(seconds: Double) -> SurveillanceTime {
    let shift = (seconds * 1e9).rounded()
    guard !shift.isNaN else { return self }
    guard abs(shift) < 9.2e18 else { return SurveillanceTime(nanoseconds: shift > 0 ? .max : .min) }
    let (sum, overflow) = nanoseconds.addingReportingOverflow(Int64(shift))
    return SurveillanceTime(nanoseconds: overflow ? (shift > 0 ? .max : .min) : sum)
  }

  /// Seconds since midnight UTC, 0 ..< 86400.
  public var secondsOfDay: Double {
    Double(nanosecondsOfDay) / 1e9
  }

  /// Nanoseconds since midnight UTC.
  public var nanosecondsOfDay: Int64 {
    let remainder = nanoseconds % Self.nanosecondsPerDay
    return remainder < 0 ? remainder + Self.nanosecondsPerDay : remainder
  }

  /// The instant nearest to this one that has the given time of day.
  ///
  /// A sensor's time of day is resolved so against the time its message was received: midnight may lie between the two.
  /// - Parameter secondsOfDay: Seconds since midnight UTC; taken modulo one day.
  public func nearest(secondsOfDay: Double) -> SurveillanceTime {
    guard secondsOfDay.isFinite, abs(secondsOfDay) < 1e9 else { return self }
    let wanted = Int64((secondsOfDay * 1e9).rounded())
    var shift = (wanted - nanosecondsOfDay) % Self.nanosecondsPerDay
    if shift > Self.nanosecondsPerDay / 2 { shift -= Self.nanosecondsPerDay }
    if shift < -Self.nanosecondsPerDay / 2 { shift += Self.nanosecondsPerDay }
    let (sum, overflow) = nanoseconds.addingReportingOverflow(shift)
    return overflow ? self : SurveillanceTime(nanoseconds: sum)
  }
}

extension SurveillanceTime: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(nanoseconds) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(nanoseconds: try reader.integer())
  }
}
