import Geodesy
import Surveillance

extension Tracker {
  /// Takes a reply of a site monitor whose place is surveyed, and learns from it what its radar measures wrong; false where
  /// the report is none.
  mutating func takeKnownTransponder(_ report: SensorReport, _ placed: PlacedReport) -> Bool {
    guard report.kind == .plot, let site = prepared[report.sensor.index], site.hasSiteMonitors
    else { return false }
    for monitor in sites[report.sensor.index].siteMonitors where monitor.isNamed(by: report) && monitor.position.isValid
    {
      guard let pair = pair(report, with: monitor, index: placed.index, site),
        pair.difference.squaredLength < parameters.identityForgivenMetres * parameters.identityForgivenMetres
      else { continue }
      tallies[report.sensor.index].siteMonitor &+= 1
      registration.take(pair, at: stepTime, parameters: parameters)
      return true
    }
    return false
  }

  private func pair(
    _ report: SensorReport, with monitor: KnownTransponder, index: Int, _ site: PreparedSite
  ) -> RegistrationPair? {
    var bare = report
    bare.pressureAltitude = nil
    bare.measuredHeight = nil
    bare.geometricHeight = nil
    bare.isOnGround = nil
    let height = AssumedHeight(metres: monitor.position.height.metres, sigmaMetres: 1)
    let standing = Vector2(east: 0, north: 0)
    guard let placed = site.place(bare, index: index, height: height, parameters: parameters),
      let design = site.design(at: placed, report, velocity: standing)
    else { return nil }
    let truth = placed.plane.local(
      GeodeticPosition(
        latitudeRadians: monitor.position.latitudeRadians, longitudeRadians: monitor.position.longitudeRadians))
    return RegistrationPair(
      sensor: report.sensor, design: design, reference: .monitor, velocity: standing,
      difference: Vector2(east: -truth.eastMetres, north: -truth.northMetres), covariance: placed.covariance,
      target: 0)
  }
}

extension KnownTransponder {
  /// Whether a report bears its name: the address where it has one, else the code.
  fileprivate func isNamed(by report: SensorReport) -> Bool {
    if let modeSAddress { return report.modeSAddress == modeSAddress }
    guard let mode3A, report.modeSAddress == nil else { return false }
    return report.goodCode == mode3A
  }
}
