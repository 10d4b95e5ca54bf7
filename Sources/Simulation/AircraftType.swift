public import Geodesy

/// How an aircraft type flies and how large it looks, as far as the simulation needs it.
///
/// The figures are typical values for exercises, not performance data.
public struct AircraftType: Hashable, Sendable {
  /// ICAO type designator.
  public var designator: String
  /// Emitter category of ADS-B as I021/020 numbers it.
  public var emitterCategory: UInt8
  public var approachSpeed: Speed
  /// Of the best climb at sea level.
  public var climb: VerticalRate
  public var descent: VerticalRate
  /// Radar cross-section, square metres.
  public var crossSectionSquareMetres: Double

  public init(
    designator: String, emitterCategory: UInt8, approachSpeed: Speed, climb: VerticalRate, descent: VerticalRate,
    crossSectionSquareMetres: Double
  ) {
    self.designator = designator
    self.emitterCategory = emitterCategory
    self.approachSpeed = approachSpeed
    self.climb = climb
    self.descent = descent
    self.crossSectionSquareMetres = crossSectionSquareMetres
  }

  /// The type of a designator; nil where the simulation does not know it.
  public init?(_ designator: String) {
    guard let row = Self.rows.first(where: { $0.designator == designator }) else { return nil }
    self.init(
      designator: row.designator, emitterCategory: row.category, approachSpeed: .knots(row.approach),
      climb: .feetPerMinute(row.climb), descent: .feetPerMinute(row.descent), crossSectionSquareMetres: row.area)
  }

  /// Every designator known, in the table's order.
  public static var designators: [String] { rows.map(\.designator) }

  private struct Row {
    var designator: String
    var category: UInt8
    var approach: Double
    var climb: Double
    var descent: Double
    var area: Double

    init(
      _ designator: String, _ category: UInt8, _ approach: Double, _ climb: Double, _ descent: Double, _ area: Double
    ) {
      self.designator = designator
      self.category = category
      self.approach = approach
      self.climb = climb
      self.descent = descent
      self.area = area
    }
  }

  /// Designator, emitter category, approach speed (kt), climb and descent (ft/min), cross-section (m²).
  private static let rows: [Row] = [
    Row("A319", 3, 135, 2600, 2200, 30),
    Row("A320", 3, 138, 2500, 2200, 32),
    Row("A21N", 3, 142, 2500, 2200, 34),
    Row("A332", 5, 140, 2200, 2200, 70),
    Row("A359", 5, 140, 2300, 2200, 75),
    Row("AT72", 2, 113, 1500, 1500, 20),
    Row("AT43", 2, 108, 1400, 1500, 18),
    Row("B190", 2, 115, 2000, 1800, 8),
    Row("B738", 3, 145, 2500, 2200, 32),
    Row("B77W", 5, 149, 2200, 2200, 90),
    Row("B789", 5, 146, 2300, 2200, 75),
    Row("BE20", 1, 103, 2000, 1800, 5),
    Row("C172", 1, 62, 700, 600, 2),
    Row("C208", 1, 85, 900, 900, 4),
    Row("CRJ9", 3, 140, 2400, 2200, 18),
    Row("DH8D", 2, 121, 1800, 1600, 20),
    Row("E190", 3, 132, 2400, 2200, 25),
    Row("EC35", 10, 60, 1200, 1000, 4),
    Row("H25B", 2, 125, 3000, 2500, 8),
    Row("MI8", 10, 60, 1000, 900, 10),
    Row("PC12", 1, 87, 1500, 1400, 5),
  ]
}
