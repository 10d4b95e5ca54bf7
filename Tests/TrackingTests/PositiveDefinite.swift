@testable import Tracking

/// Four rows of a symmetric matrix.
struct Covariance4 {
  private var rows: [[Double]]

  init(_ estimate: PlanarEstimate) {
    let (p, c, v) = (estimate.positionCovariance, estimate.crossCovariance, estimate.velocityCovariance)
    rows = [[p.ee, p.en, c.ee, c.en], [p.en, p.nn, c.ne, c.nn], [c.ee, c.ne, v.ee, v.en], [c.en, c.nn, v.en, v.nn]]
  }

  /// Whether every pivot of the elimination is positive, with each state in units of its own standard deviation, so that
  /// metres and metres a second compare. What rounding here may cost stays below the pivots that a filter has.
  var isPositiveDefinite: Bool {
    var m = rows
    for i in 0..<4 where !(m[i][i] > 0 && m[i][i].isFinite) { return false }
    let scale = (0..<4).map { 1 / m[$0][$0].squareRoot() }
    for i in 0..<4 { for j in 0..<4 { m[i][j] *= scale[i] * scale[j] } }
    for i in 0..<4 {
      guard m[i][i] > 0 else { return false }
      for j in stride(from: i + 1, to: 4, by: 1) {
        let factor = m[j][i] / m[i][i]
        for k in i..<4 { m[j][k] -= factor * m[i][k] }
      }
    }
    return true
  }
}
