import Foundation
import ModeS

/// Half a step of a grid of Compact Position Reporting, by the definition of its zones: no position is coded better.
struct HalfStep {
  let latitudeDegrees: Double
  let longitudeDegrees: Double

  /// - Parameter circle: 360 in the air, 90 on the surface.
  init(of code: CPRCode, at latitudeDegrees: Double, circle: Double) {
    let odd = code.isOdd ? 1 : 0
    self.latitudeDegrees = circle / Double(60 - odd) / 262_144
    longitudeDegrees = circle / Double(max(Self.longitudeZones(latitudeDegrees) - odd, 1)) / 262_144
  }

  /// NL; a step of it is taken ten metres early, since the coded latitude decides and not the true one.
  private static func longitudeZones(_ latitudeDegrees: Double) -> Int {
    let latitude = latitudeDegrees.magnitude + 0.0001
    guard latitude < 87 else { return 1 }
    let cosine = cos(latitude * .pi / 180)
    return Int(2 * .pi / acos(1 - (1 - cos(.pi / 30)) / (cosine * cosine)))
  }
}
