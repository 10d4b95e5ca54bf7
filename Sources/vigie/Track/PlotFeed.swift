import Foundation
import Surveillance
import Synchronization

/// The plots of a file, read by a thread of its own while the tracker works on those before: a few thousand wait at most.
final class PlotFeed: Sendable {
  /// Plots in the order of the file, and what was wrong between them.
  struct Chunk: Sendable {
    var arrivals: [PlotLineReader.Arrival] = []
    var problems: [(problem: FieldProblem, line: Int)] = []
    var lines = 0
    /// Why there is nothing after it; nil at the end of a whole file.
    var failure: Failure?
    var isLast = false
  }

  private static let linesOfChunk = 2048
  private static let greatestWaiting = 4

  private struct State {
    var waiting: [Chunk] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  // A semaphore that goes while fewer are free than it began with ends the program: it begins with none.
  private let room = DispatchSemaphore(value: 0)
  private let ready = DispatchSemaphore(value: 0)

  init(path: String, sensors: [TrackingScenario.Sensor], sites: [SensorSite]) {
    for _ in 0..<Self.greatestWaiting { room.signal() }
    Thread.detachNewThread { self.read(path, sensors, sites) }
  }

  /// The next plots; waits for them. After the last chunk there is none to wait for.
  func next() -> Chunk {
    ready.wait()
    room.signal()
    return state.withLock { $0.waiting.removeFirst() }
  }

  /// Lets the reading end where nobody takes the rest.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }

  // MARK: The other thread

  private func read(_ path: String, _ sensors: [TrackingScenario.Sensor], _ sites: [SensorSite]) {
    var chunk = Chunk()
    do {
      let file = try LineFile(path: path)
      guard let header = try file.next() else { throw Failure(.job, "cannot read \(path): it is empty") }
      let reader = try PlotLineReader(header: header, sensors: sensors, sites: sites, path: path)
      while let line = try file.next() {
        guard !line.isEmpty else { continue }
        chunk.lines += 1
        do {
          chunk.arrivals.append(try reader.read(line))
        } catch {
          chunk.problems.append((error, file.lineNumber))
        }
        guard chunk.lines == Self.linesOfChunk else { continue }
        guard hand(chunk) else { return }
        chunk = Chunk()
      }
    } catch let failure as Failure {
      chunk.failure = failure
    } catch {
      chunk.failure = Failure(.job, "cannot read \(path): \(error)")
    }
    chunk.isLast = true
    _ = hand(chunk)
  }

  /// False where nobody takes it any more.
  private func hand(_ chunk: Chunk) -> Bool {
    room.wait()
    let isWanted = state.withLock {
      $0.waiting.append(chunk)
      return !$0.isStopped
    }
    ready.signal()
    return isWanted
  }
}
