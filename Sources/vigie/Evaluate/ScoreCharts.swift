import Evaluation

/// The drawings of a score's page, as SVG.
enum ScoreCharts {
  private static let width = 640.0
  private static let height = 240.0
  private static let left = 56.0
  private static let right = 30.0
  private static let top = 12.0
  private static let bottom = 34.0
  /// More points than a line of this width can show are drawn as the means of neighbours.
  private static let pointsMax = 640

  /// A line of a chart: its class in the style sheet, and its values at the score's times.
  private struct Line {
    var style: String
    var values: [Double?]
  }

  /// RMS distance of the assigned pairs over time.
  static func error(_ steps: [ScoreStep]) -> String {
    lines(
      steps.map(\.timeSeconds), [Line(style: "error", values: steps.map(\.localisationRMSMetres))],
      title: "RMS position error of assigned pairs over time", unit: "m")
  }

  /// Missed targets and false tracks over time.
  static func missedAndFalse(_ steps: [ScoreStep]) -> String {
    lines(
      steps.map(\.timeSeconds),
      [
        Line(style: "missed", values: steps.map { Double($0.missed) }),
        Line(style: "false", values: steps.map { Double($0.falseTracks) }),
      ], title: "Missed targets and false tracks over time", unit: "")
  }

  private static func lines(_ times: [Double], _ lines: [Line], title: String, unit: String) -> String {
    let greatest = max(lines.flatMap { $0.values.compactMap { $0 } }.max() ?? 1, 1)
    let x = ChartAxis((times.first ?? 0)...(times.last ?? 0), from: left, to: width - right)
    let y = ChartAxis(0...greatest * 1.05, from: height - bottom, to: top)
    var drawing = grid(x, y, unit: unit, timeMarks: true)
    for line in lines {
      let path = path(thinned(zip(times, line.values).map { ($0, $1) }), x, y)
      drawing += "<path class=\"line \(line.style)\" d=\"\(path)\"/>"
    }
    return svg(drawing, title: title)
  }

  /// Points joined by strokes; where a value is missing the stroke is lifted.
  private static func path(_ points: [(Double, Double?)], _ x: ChartAxis, _ y: ChartAxis) -> String {
    var text = ""
    var isDown = false
    for (time, value) in points {
      guard let value else {
        isDown = false
        continue
      }
      text += "\(isDown ? "L" : "M")\(Markup.place(x.place(time))) \(Markup.place(y.place(value)))"
      isDown = true
    }
    return text
  }

  private static func thinned(_ points: [(Double, Double?)]) -> [(Double, Double?)] {
    let each = (points.count + pointsMax - 1) / pointsMax
    guard each > 1 else { return points }
    return stride(from: 0, to: points.count, by: each).map { first in
      let group = points[first..<min(first + each, points.count)]
      let values = group.compactMap(\.1)
      return (points[first].0, values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))
    }
  }

  /// How many errors are how large; the last bar holds all beyond.
  static func histogram(_ errors: [Double]) -> String {
    let bars = 30
    let sorted = errors.sorted()
    let most = sorted.isEmpty ? 1 : sorted[min(sorted.count - 1, sorted.count * 98 / 100)]
    let step = ChartAxis.roundStep(max(most, 1e-3) / Double(bars), steps: [1, 2, 2.5, 4, 5])
    var counts = [Int](repeating: 0, count: bars + 1)
    for error in errors { counts[min(Int(error / step), bars)] += 1 }
    let x = ChartAxis(0...Double(bars + 1) * step, from: left, to: width - right)
    let y = ChartAxis(0...Double(max(counts.max() ?? 1, 1)) * 1.05, from: height - bottom, to: top)
    var drawing = grid(x, y, unit: "m", timeMarks: false)
    for (index, count) in counts.enumerated() where count > 0 {
      let from = x.place(Double(index) * step) + 0.5
      let to = x.place(Double(index + 1) * step) - 0.5
      let roof = y.place(Double(count))
      let label =
        index == bars ? "from \(Markup.short(Double(bars) * step)) m" : "to \(Markup.short(Double(index + 1) * step)) m"
      drawing += "<rect class=\"bar\(index == bars ? " rest" : "")\" x=\"\(Markup.place(from))\" "
      drawing += "y=\"\(Markup.place(roof))\" width=\"\(Markup.place(to - from))\" "
      drawing += "height=\"\(Markup.place(height - bottom - roof))\"><title>\(label): \(count)</title></rect>"
    }
    return svg(drawing, title: "How many position errors are how large")
  }

  private static func grid(_ x: ChartAxis, _ y: ChartAxis, unit: String, timeMarks: Bool) -> String {
    var text = ""
    for mark in y.marks(about: 5) {
      let place = Markup.place(y.place(mark))
      text += "<path class=\"grid\" d=\"M\(Markup.place(left)) \(place)H\(Markup.place(width - right))\"/>"
      text += "<text class=\"mark end\" x=\"\(Markup.place(left - 6))\" y=\"\(place)\" dy=\"0.35em\">"
      text += "\(Markup.short(mark))\(timeMarks && !unit.isEmpty ? " " + unit : "")</text>"
    }
    for mark in timeMarks ? timeAxisMarks(x) : x.marks(about: 8) {
      let place = Markup.place(x.place(mark))
      text += "<path class=\"tick\" d=\"M\(place) \(Markup.place(height - bottom))v5\"/>"
      text += "<text class=\"mark middle\" x=\"\(place)\" y=\"\(Markup.place(height - bottom + 18))\">"
      text += timeMarks ? Markup.clock(mark) : "\(Markup.short(mark)) \(unit)"
      text += "</text>"
    }
    return text
      + "<path class=\"axis\" d=\"M\(Markup.place(left)) \(Markup.place(height - bottom))H\(Markup.place(width - right))\"/>"
  }

  /// Times at round steps of a clock.
  private static func timeAxisMarks(_ axis: ChartAxis) -> [Double] {
    let length = axis.range.upperBound - axis.range.lowerBound
    let steps: [Double] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
    ]
    guard let step = steps.first(where: { length / $0 <= 7 }) else { return axis.marks(about: 5) }
    let first = (axis.range.lowerBound / step).rounded(.up) * step
    return Array(stride(from: first, through: axis.range.upperBound, by: step))
  }

  private static func svg(_ drawing: String, title: String) -> String {
    "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"\(title)\">\(drawing)</svg>"
  }
}
