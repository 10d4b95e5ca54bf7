/// Times that are sent as seconds since the start of 2019, UTC.
enum RemoteIDTime {
  /// 2019-01-01T00:00:00Z.
  static let epochUnixSeconds: Int64 = 1_546_300_800

  /// Zero is what a field that is not filled in holds: not available.
  static func unixSeconds(_ count: UInt32) -> Int64? {
    count == 0 ? nil : epochUnixSeconds &+ Int64(count)
  }

  /// Held within what the field can say.
  static func count(unixSeconds: Int64?) -> UInt32 {
    guard let unixSeconds else { return 0 }
    let seconds = max(unixSeconds, epochUnixSeconds) &- epochUnixSeconds
    return UInt32(truncatingIfNeeded: max(1, min(Int64(UInt32.max), seconds)))
  }
}
