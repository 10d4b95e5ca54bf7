/// Which of many points of a plane lie near another: a grid of cells as wide as the search.
struct NearbyPlaces {
  private let radiusMetres: Double
  private let points: [SIMD2<Double>]
  private var cells: [SIMD2<Int>: [Int]] = [:]
  /// Farther out a point is near nothing.
  private static let planeReachMetres = 1e9

  init(_ points: [SIMD2<Double>], withinMetres radius: Double) {
    radiusMetres = radius
    self.points = points
    for (index, point) in points.enumerated() {
      guard let cell = cell(of: point) else { continue }
      cells[cell, default: []].append(index)
    }
  }

  /// Points within the radius with their squared distances, by ascending index.
  func near(_ point: SIMD2<Double>) -> [(index: Int, squaredMetres: Double)] {
    guard let centre = cell(of: point) else { return [] }
    var found: [(index: Int, squaredMetres: Double)] = []
    for row in -1...1 {
      for column in -1...1 {
        guard let members = cells[SIMD2(centre.x + column, centre.y + row)] else { continue }
        for index in members {
          let offset = points[index] - point
          let squared = (offset * offset).sum()
          if squared <= radiusMetres * radiusMetres { found.append((index, squared)) }
        }
      }
    }
    return found.sorted { $0.index < $1.index }
  }

  private func cell(of point: SIMD2<Double>) -> SIMD2<Int>? {
    guard abs(point.x) < Self.planeReachMetres, abs(point.y) < Self.planeReachMetres else { return nil }
    let place = (point / radiusMetres).rounded(.down)
    return SIMD2(Int(place.x), Int(place.y))
  }
}
