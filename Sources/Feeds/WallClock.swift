import Glibc
public import Surveillance

/// The machine's clock, read at the edge only: nothing behind a feed asks for the time.
public enum WallClock {
  /// Now, UTC.
  public static func now() -> SurveillanceTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return SurveillanceTime(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }
}
