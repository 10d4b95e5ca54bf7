import Foundation
import Geodesy
import Surveillance

/// Measures prediction and update of the tracker's filters on ten thousand tracks, one thread, processor time: `FilterBench`.
/// One line a round and measure: name, nanoseconds a step.
///
/// The work is that of the near-limit C loop: six states (four of the plane, two of the level), a measured place with a
/// full covariance, a measured level, the logarithm of the likelihood; 4 s between measurements.
@main
struct FilterBench {
  private static let tracks = 10_000
  private static let rounds = 5
  private static let turns = 300
  private static let seconds = 4.0
  private static let processNoise = 5.0
  private static let noise = Symmetric2(ee: 2500, en: 100, nn: 3600)

  static func main() {
    for _ in 0..<rounds {
      measure("plane") { plane, _, turn in step(&plane, turn) }
      measure("level") { _, level, turn in step(&level, turn) }
      measure("both") { plane, level, turn in
        step(&level, turn)
        return step(&plane, turn)
      }
    }
    FileHandle.standardError.write(Data("\(check)\n".utf8))
  }

  private static let parameters = TrackerParameters.standard

  @inline(__always)
  private static func step(_ plane: inout PlanarEstimate, _ turn: Int) -> Double {
    let predicted = plane.moved(seconds: seconds).diffused(seconds: seconds, processNoise: processNoise)
    plane = predicted
    let place = Vector2(east: Double(turn) + 0.1, north: Double(turn) * 2)
    let innovation = plane.update(position: place, covariance: noise)
    return 0.5 * (innovation.squaredDistance + Elementary.log(innovation.determinant))
  }

  @inline(__always)
  @discardableResult
  private static func step(_ level: inout LevelFilter, _ turn: Int) -> Double {
    let time = SurveillanceTime(nanoseconds: Int64(turn + 1) * 4_000_000_000)
    return level.update(Double(turn) * 0.5, at: time, parameters: parameters) ? 1 : 0
  }

  /// The sum of all results keeps the work from being left out.
  nonisolated(unsafe) private static var check = 0.0

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @inline(__always)
  private static func measure(_ name: String, _ work: (inout PlanarEstimate, inout LevelFilter, Int) -> Double) {
    let zero = Vector2(east: 0, north: 0)
    let start = PlanarEstimate(
      position: zero, velocity: zero, positionCovariance: Symmetric2(variance: 1e4), crossCovariance: .zero,
      velocityCovariance: Symmetric2(variance: 1e4))
    var planes = [PlanarEstimate](repeating: start, count: tracks)
    var levels = [LevelFilter](repeating: LevelFilter(), count: tracks)
    var sum = 0.0
    let began = processorSeconds()
    for turn in 0..<turns {
      for index in 0..<tracks { sum += work(&planes[index], &levels[index], turn) }
    }
    let nanoseconds = (processorSeconds() - began) * 1e9 / Double(tracks * turns)
    check += sum
    print(name, String(format: "%.2f", nanoseconds))
  }
}
