import Foundation

/// An axis of a chart: values to places, and where its marks stand.
struct ChartAxis {
  let range: ClosedRange<Double>
  /// Places of the range's ends.
  let from: Double
  let to: Double

  /// - Parameter range: One of no length is widened.
  init(_ range: ClosedRange<Double>, from: Double, to: Double) {
    let isEmpty = range.upperBound - range.lowerBound < 1e-12
    self.range = isEmpty ? range.lowerBound...(range.lowerBound + 1) : range
    self.from = from
    self.to = to
  }

  func place(_ value: Double) -> Double {
    from + (value - range.lowerBound) / (range.upperBound - range.lowerBound) * (to - from)
  }

  /// Round values, about so many.
  func marks(about count: Int, steps: [Double] = [1, 2, 5]) -> [Double] {
    let step = Self.roundStep((range.upperBound - range.lowerBound) / Double(count), steps: steps)
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// The smallest of the round steps that is no smaller than wanted.
  static func roundStep(_ wanted: Double, steps: [Double] = [1, 2, 5]) -> Double {
    guard wanted > 0 else { return 1 }
    let power = pow(10, log10(wanted).rounded(.down))
    let rounded = (steps + [10]).map { $0 * power }
    return rounded.first { $0 >= wanted * (1 - 1e-9) } ?? 10 * power
  }
}

/// Text for pages and drawings.
enum Markup {
  /// A text with what means something to a browser made harmless.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// A place in a drawing, to a tenth of a pixel.
  static func place(_ value: Double) -> String { String(format: "%.1f", value) }

  /// A number in few digits.
  static func short(_ value: Double) -> String {
    String(format: abs(value) < 10_000 ? "%.4g" : "%.0f", value)
  }

  /// A time of day, where seconds may be one; else seconds.
  static func clock(_ seconds: Double) -> String {
    guard seconds >= 0, seconds < 86_400 * 2 else { return short(seconds) }
    let whole = Int(seconds) % 86_400
    return String(format: "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
  }
}
