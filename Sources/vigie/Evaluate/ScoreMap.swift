import Evaluation
import Foundation
import Geodesy

/// Where targets flew, where they were missed, and where false tracks stood.
struct ScoreMap {
  private static let width = 900.0
  private static let height = 540.0
  private static let margin = 44.0
  private static let top = 8.0
  /// A page must stay small enough to open: beyond these, every so manieth is drawn.
  private static let pathsMax = 1500
  private static let marksMax = 4000

  private let x: ChartAxis
  private let y: ChartAxis
  private let stretch: Double
  private let truth: [TruthSample]
  private let marks: [ScoreMark]

  /// - Parameter truth: Not empty.
  init(truth: [TruthSample], marks: [ScoreMark]) {
    self.truth = truth
    self.marks = marks
    let latitudes = truth.map { Angle.degrees(fromRadians: $0.latitudeRadians) }
    let longitudes = truth.map { Angle.degrees(fromRadians: $0.longitudeRadians) }
    let south = latitudes.min() ?? 0
    let north = latitudes.max() ?? 0
    let west = longitudes.min() ?? 0
    let east = longitudes.max() ?? 0
    // A degree of longitude is shorter by the cosine of the latitude, and both axes have one scale.
    stretch = max(Elementary.cos(Angle.radians(fromDegrees: (south + north) / 2)), 0.01)
    let inner = (width: Self.width - 2 * Self.margin, height: Self.height - Self.margin - Self.top)
    let degreesPerPoint = max((east - west) * stretch / inner.width, (north - south) / inner.height, 1e-5) * 1.04
    let halfWidth = degreesPerPoint * inner.width / 2 / stretch
    let halfHeight = degreesPerPoint * inner.height / 2
    let centre = (longitude: (west + east) / 2, latitude: (south + north) / 2)
    x = ChartAxis(
      (centre.longitude - halfWidth)...(centre.longitude + halfWidth), from: Self.margin, to: Self.width - Self.margin)
    y = ChartAxis(
      (centre.latitude - halfHeight)...(centre.latitude + halfHeight), from: Self.height - Self.margin, to: Self.top)
  }

  /// The drawing.
  var text: String {
    let label = "Map of missed targets and false tracks"
    return "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\"\(label)\">"
      + graticule + paths + drawnMarks + scaleBar + "</svg>"
  }

  /// What is not drawn, in words; empty where all is.
  var remark: String {
    let outside = marks.count { !isInside($0) }
    var parts: [String] = []
    if marks.count > Self.marksMax { parts.append("of \(marks.count) marks every \(markStep)th is drawn") }
    if targetCount > Self.pathsMax { parts.append("of \(targetCount) paths every \(pathStep)th is drawn") }
    if outside > 0 { parts.append("\(outside) marks lie outside") }
    return parts.joined(separator: "; ")
  }

  // MARK: Paths

  private var targetCount: Int { Set(truth.map(\.target)).count }
  private var pathStep: Int { (targetCount + Self.pathsMax - 1) / Self.pathsMax }

  private var paths: String {
    var indices: [String: Int] = [:]
    var points: [[SIMD2<Double>]] = []
    for sample in truth {
      let index = indices[sample.target] ?? points.count
      if index == points.count {
        indices[sample.target] = index
        points.append([])
      }
      points[index].append(place(sample.latitudeRadians, sample.longitudeRadians))
    }
    var text = "<path class=\"flight\" d=\""
    for index in stride(from: 0, to: points.count, by: max(pathStep, 1)) { text += Self.stroke(points[index]) }
    return text + "\"/>"
  }

  /// A stroke through points, those left out that lie within a pixel of the one before.
  private static func stroke(_ points: [SIMD2<Double>]) -> String {
    var text = ""
    var former: SIMD2<Double>?
    for point in points {
      if let former {
        let offset = point - former
        if (offset * offset).sum() < 1 { continue }
      }
      text += "\(former == nil ? "M" : "L")\(Markup.place(point.x)) \(Markup.place(point.y))"
      former = point
    }
    return text
  }

  // MARK: Marks

  private var markStep: Int { (marks.count + Self.marksMax - 1) / Self.marksMax }

  private var drawnMarks: String {
    var text = ""
    for index in stride(from: 0, to: marks.count, by: max(markStep, 1)) where isInside(marks[index]) {
      text += drawn(marks[index])
    }
    return text
  }

  private func drawn(_ mark: ScoreMark) -> String {
    let place = place(mark.latitudeRadians, mark.longitudeRadians)
    let (x, y) = (Markup.place(place.x), Markup.place(place.y))
    let name = Markup.escaped(mark.name)
    let time = Markup.clock(mark.timeSeconds)
    switch mark.kind {
    case .missed:
      return
        "<circle class=\"missed\" cx=\"\(x)\" cy=\"\(y)\" r=\"4\"><title>missed \(name) at \(time)</title></circle>"
    case .falseTrack:
      return
        "<path class=\"false\" d=\"M\(x) \(y)m-4 -4l8 8m0 -8l-8 8\"><title>false track \(name) at \(time)</title></path>"
    }
  }

  private func isInside(_ mark: ScoreMark) -> Bool {
    x.range.contains(Angle.degrees(fromRadians: mark.longitudeRadians))
      && y.range.contains(Angle.degrees(fromRadians: mark.latitudeRadians))
  }

  private func place(_ latitudeRadians: Double, _ longitudeRadians: Double) -> SIMD2<Double> {
    SIMD2(
      x.place(Angle.degrees(fromRadians: longitudeRadians)), y.place(Angle.degrees(fromRadians: latitudeRadians)))
  }

  // MARK: Frame

  private var graticule: String {
    var text = ""
    let (left, right) = (Markup.place(x.from), Markup.place(x.to))
    let (foot, head) = (Markup.place(y.from), Markup.place(y.to))
    for mark in x.marks(about: 8) {
      let place = Markup.place(x.place(mark))
      text += "<path class=\"grid\" d=\"M\(place) \(head)V\(foot)\"/>"
      text += "<text class=\"mark middle\" x=\"\(place)\" y=\"\(Markup.place(y.from + 18))\">"
      text += Self.degrees(mark, "E", "W") + "</text>"
    }
    for mark in y.marks(about: 6) {
      let place = Markup.place(y.place(mark))
      text += "<path class=\"grid\" d=\"M\(left) \(place)H\(right)\"/>"
      text += "<text class=\"mark end\" x=\"\(Markup.place(x.from - 4))\" y=\"\(place)\" dy=\"0.35em\">"
      text += Self.degrees(mark, "N", "S") + "</text>"
    }
    return text
  }

  private static func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
    "\(Markup.short(abs(value)))°\(value < 0 ? negative : positive)"
  }

  private var scaleBar: String {
    let metresPerPoint =
      Angle.radians(fromDegrees: (y.range.upperBound - y.range.lowerBound) / (y.from - y.to)) * WGS84.meanRadiusMetres
    let kilometres = ChartAxis.roundStep(metresPerPoint * 90 / 1000)
    let length = kilometres * 1000 / metresPerPoint
    let right = x.to - 8
    let foot = y.from - 10
    return
      "<path class=\"axis\" d=\"M\(Markup.place(right - length)) \(Markup.place(foot - 4))v4h\(Markup.place(length))v-4\"/>"
      + "<text class=\"mark end\" x=\"\(Markup.place(right))\" y=\"\(Markup.place(foot - 8))\">\(Markup.short(kilometres)) km</text>"
  }
}
