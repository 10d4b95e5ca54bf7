import Evaluation
import Geodesy

/// A scenario's `truth.csv`: where each target is at each scoring time.
enum TruthFile {
  private static let names = ["t", "id", "lat", "lon", "alt_m", "vn", "ve", "vz", "turn_dps", "cov"]
  /// Magnitudes that no aircraft has, in the unit of the column.
  private static let bounds: [ClosedRange<Double>] = [
    -4e9...4e9, 0...0, -90...90, -360...360, -2e5...2e5, -2e4...2e4, -2e4...2e4, -2e4...2e4, -1e3...1e3, 0...1,
  ]

  /// Reads the samples up to an instant; a bad line is fatal, since a wrong truth makes every figure wrong.
  static func read(_ path: String, until last: Double?) throws -> [TruthSample] {
    let file = try LineFile(path: path)
    guard let first = try file.next() else { throw Failure(.job, "cannot read \(path): it is empty") }
    let header = try DelimitedHeader(first, required: names, path: path)
    let columns = names.compactMap(header.index)
    var samples: [TruthSample] = []
    while let line = try file.next() {
      guard !line.isEmpty else { continue }
      do {
        let sample = try sample(DelimitedLine(line, header: header), columns: columns)
        if let last, sample.timeSeconds > last { continue }
        samples.append(sample)
      } catch {
        throw Failure(
          .job,
          "cannot read \(path): line \(file.lineNumber), column \(error.column): expected \(error.expected), "
            + "found '\(error.found.prefix(40))'")
      }
    }
    guard !samples.isEmpty else { throw Failure(.job, "cannot read \(path): it holds no samples") }
    return samples
  }

  private static func sample(_ line: DelimitedLine, columns: [Int]) throws(FieldProblem) -> TruthSample {
    func number(_ place: Int) throws(FieldProblem) -> Double {
      try line.number(columns[place], names[place], in: bounds[place])
    }
    return TruthSample(
      target: line.text(columns[1]), timeSeconds: try number(0),
      latitudeRadians: Angle.radians(fromDegrees: try number(2)),
      longitudeRadians: Angle.radians(fromDegrees: try number(3)), heightMetres: try number(4),
      northMetresPerSecond: try number(5), eastMetresPerSecond: try number(6), upMetresPerSecond: try number(7),
      turnRadiansPerSecond: Angle.radians(fromDegrees: try number(8)), isCovered: try number(9) != 0)
  }
}
