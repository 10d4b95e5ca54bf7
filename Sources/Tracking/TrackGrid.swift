import Geodesy
import Surveillance

/// The cells of the Earth's surface by which tracks near a place are found: bands of latitude a tenth of a degree high,
/// each cut into cells at least as wide, so that a place's neighbours within 11 km lie in the nine cells around it.
enum TrackGrid {
  static let bandCount = 1800
  static let bandRadians = Elementary.pi / 1800
  /// The cell of what is nowhere.
  static let noCell = UInt64.max

  /// Number of cells in each band.
  static let cellsOfBand: [Int] = (0..<bandCount).map { band in
    let south = (Double(band) * bandRadians - Elementary.halfPi).magnitude
    let north = (Double(band + 1) * bandRadians - Elementary.halfPi).magnitude
    return max(1, Int((Elementary.twoPi * max(0, Elementary.cos(max(south, north))) / bandRadians).rounded(.down)))
  }

  static func band(latitudeRadians: Double) -> Int {
    let scaled = ((latitudeRadians + Elementary.halfPi) / bandRadians).rounded(.down)
    return scaled >= 0 && scaled < Double(bandCount) ? Int(scaled) : (scaled < 0 ? 0 : bandCount - 1)
  }

  static func column(longitudeRadians: Double, band: Int) -> Int {
    let cells = cellsOfBand[band]
    let share = Angle.normalisedRadians(longitudeRadians) / Elementary.twoPi
    let scaled = (share * Double(cells)).rounded(.down)
    return scaled >= 0 && scaled < Double(cells) ? Int(scaled) : 0
  }

  static func key(page: PicturePage, band: Int, column: Int) -> UInt64 {
    UInt64(page.rawValue) << 32 | UInt64(band) << 16 | UInt64(column)
  }

  static func cell(page: PicturePage, latitudeRadians: Double, longitudeRadians: Double) -> UInt64 {
    let band = band(latitudeRadians: latitudeRadians)
    return key(page: page, band: band, column: column(longitudeRadians: longitudeRadians, band: band))
  }

  /// Calls `visit` with each of the cells around a place, each once.
  static func visitAround(
    page: PicturePage, latitudeRadians: Double, longitudeRadians: Double, _ visit: (UInt64) -> Void
  ) {
    let middle = band(latitudeRadians: latitudeRadians)
    for band in max(0, middle - 1)...min(bandCount - 1, middle + 1) {
      let cells = cellsOfBand[band]
      if cells <= 3 {
        for column in 0..<cells { visit(key(page: page, band: band, column: column)) }
      } else {
        let column = column(longitudeRadians: longitudeRadians, band: band)
        visit(key(page: page, band: band, column: (column + cells - 1) % cells))
        visit(key(page: page, band: band, column: column))
        visit(key(page: page, band: band, column: (column + 1) % cells))
      }
    }
  }
}
