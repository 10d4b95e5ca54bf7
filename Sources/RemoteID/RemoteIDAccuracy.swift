/// The bounds (95 %) that the accuracy codes stand for: code zero is unknown, codes beyond the table are reserved.
public enum RemoteIDAccuracy {
  /// From code 1: 10, 4, 2, 1, 0.5, 0.3, 0.1 and 0.05 NM, then 30, 10, 3 and 1 m.
  private static let horizontal: [Double] = [
    18_520, 7_408, 3_704, 1_852, 926, 555.6, 185.2, 92.6, 30, 10, 3, 1,
  ]
  private static let vertical: [Double] = [150, 45, 25, 10, 3, 1]
  private static let speed: [Double] = [10, 3, 1, 0.3]

  public static func horizontalMetres(code: UInt8) -> Double? { bound(code, in: horizontal) }
  public static func verticalMetres(code: UInt8) -> Double? { bound(code, in: vertical) }
  public static func speedMetresPerSecond(code: UInt8) -> Double? { bound(code, in: speed) }
  public static func timeSeconds(code: UInt8) -> Double? {
    (1...15).contains(code) ? Double(code) / 10 : nil
  }

  /// The code of the smallest bound that holds; zero, unknown, where none does.
  public static func horizontalCode(metres: Double?) -> UInt8 { code(metres, in: horizontal) }
  public static func verticalCode(metres: Double?) -> UInt8 { code(metres, in: vertical) }
  public static func speedCode(metresPerSecond: Double?) -> UInt8 { code(metresPerSecond, in: speed) }
  public static func timeCode(seconds: Double?) -> UInt8 {
    guard let seconds, seconds >= 0, seconds <= 1.5 else { return 0 }
    return UInt8(max(1, (seconds * 10 - 1e-9).rounded(.up)))
  }

  private static func bound(_ code: UInt8, in table: [Double]) -> Double? {
    let index = Int(code) &- 1
    return table.indices.contains(index) ? table[index] : nil
  }

  private static func code(_ value: Double?, in table: [Double]) -> UInt8 {
    guard let value, value >= 0, let index = table.lastIndex(where: { value <= $0 }) else { return 0 }
    return UInt8(truncatingIfNeeded: index &+ 1)
  }
}
