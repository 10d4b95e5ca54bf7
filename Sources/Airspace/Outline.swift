import Geodesy

/// A closed polygon in a plane, of any shape (even-odd rule), and the questions a volume asks of it.
struct Outline: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  struct Edge {
    var start: Point
    var end: Point
  }

  let points: [Point]

  /// Every edge, the closing one first.
  var edges: some Sequence<Edge> {
    zip([points[points.count - 1]] + points.dropLast(), points).lazy.map { Edge(start: $0, end: $1) }
  }

  /// Whether the point lies inside: an odd number of edges crosses the line from it to the east. An edge holds its lower
  /// end and not its upper one, so a line through a corner is counted once.
  func contains(x: Double, y: Double) -> Bool {
    var isInside = false
    for edge in edges where (edge.start.y <= y) != (edge.end.y <= y) {
      let share = (y - edge.start.y) / (edge.end.y - edge.start.y)
      if edge.start.x + share * (edge.end.x - edge.start.x) > x { isInside.toggle() }
    }
    return isInside
  }

  /// When a point that moves straight crosses the outline, ascending, from time nought on.
  func crossings(x: Double, y: Double, xRate: Double, yRate: Double) -> [Double] {
    var times: [Double] = []
    for edge in edges {
      // The side of the path on which each end of the edge lies; an end on the path counts as left, so that a path
      // through a corner is counted once or twice as the outline passes or only touches it.
      let startSide = xRate * (edge.start.y - y) - yRate * (edge.start.x - x)
      let endSide = xRate * (edge.end.y - y) - yRate * (edge.end.x - x)
      guard (startSide < 0) != (endSide < 0) else { continue }
      let share = startSide / (startSide - endSide)
      let crossingX = edge.start.x + share * (edge.end.x - edge.start.x)
      let crossingY = edge.start.y + share * (edge.end.y - edge.start.y)
      let time = ((crossingX - x) * xRate + (crossingY - y) * yRate) / (xRate * xRate + yRate * yRate)
      if time >= 0 { times.append(time) }
    }
    return times.sorted()
  }

  /// The shortest distance from the point to an edge, where a step in x counts `xScale` and one in y counts `yScale`.
  func distance(x: Double, y: Double, xScale: Double, yScale: Double) -> Double {
    var least = Double.infinity
    for edge in edges {
      let (alongX, alongY) = ((edge.end.x - edge.start.x) * xScale, (edge.end.y - edge.start.y) * yScale)
      let (fromX, fromY) = ((x - edge.start.x) * xScale, (y - edge.start.y) * yScale)
      let lengthSquared = alongX * alongX + alongY * alongY
      let share = lengthSquared > 0 ? max(0, min(1, (fromX * alongX + fromY * alongY) / lengthSquared)) : 0
      let (gapX, gapY) = (fromX - share * alongX, fromY - share * alongY)
      least = min(least, gapX * gapX + gapY * gapY)
    }
    return least.squareRoot()
  }
}

extension Outline {
  /// Lays the corners beside the central longitude.
  init(_ corners: [Vertex], centreLongitudeRadians: Double) {
    points = corners.map {
      Point(x: Angle.normalisedSignedRadians($0.longitudeRadians - centreLongitudeRadians), y: $0.latitudeRadians)
    }
  }
}
