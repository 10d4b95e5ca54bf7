import Synchronization

@testable import Recording

/// A disk that fails when it is told to; otherwise the file system.
final class FaultyDisk: RecordingDisk {
  struct Plan: Sendable {
    /// Which calls fail, by their number from 1, counted over the whole disk.
    var failingWrites: Set<Int> = []
    var failingSyncs: Set<Int> = []
    /// Octets that are still written by a write that fails.
    var tornBytes = 0
    /// Whether cutting a torn segment fails as well.
    var failsToCut = false
    /// Octets after which the disk is full; raised to make space.
    var capacity = Int.max
  }

  struct State: Sendable {
    var plan: Plan
    var writes = 0
    var syncs = 0
    var used = 0
  }

  let state: Mutex<State>
  private let base: FileSystemDisk

  init(folder: String, plan: Plan) throws {
    base = try FileSystemDisk(folder: folder)
    state = Mutex(State(plan: plan))
  }

  func createSegment(named name: String) throws(SystemFailure) -> any RecordingFile {
    FaultyFile(base: try base.createSegment(named: name), disk: self)
  }
  func removeSegment(named name: String) { base.removeSegment(named: name) }
  func synchroniseFolder() throws(SystemFailure) { try base.synchroniseFolder() }
  func close() { base.close() }
}

private final class FaultyFile: RecordingFile {
  private let base: any RecordingFile
  private let disk: FaultyDisk

  init(base: any RecordingFile, disk: FaultyDisk) {
    self.base = base
    self.disk = disk
  }

  func append(_ bytes: [UInt8]) throws(SystemFailure) {
    let written: Int? = disk.state.withLock { state in
      state.writes += 1
      if state.plan.failingWrites.contains(state.writes) { return min(bytes.count, state.plan.tornBytes) }
      let space = state.plan.capacity - state.used
      state.used += min(bytes.count, space)
      return space < bytes.count ? space : nil
    }
    guard let written else { return try base.append(bytes) }
    try base.append(Array(bytes.prefix(written)))
    throw SystemFailure(code: 28, reason: "No space left on device")
  }

  func truncate(to length: UInt64) throws(SystemFailure) {
    if disk.state.withLock({ $0.plan.failsToCut }) { throw SystemFailure(code: 5, reason: "Input/output error") }
    try base.truncate(to: length)
  }

  func synchronise() throws(SystemFailure) {
    let fails = disk.state.withLock { state in
      state.syncs += 1
      return state.plan.failingSyncs.contains(state.syncs)
    }
    if fails { throw SystemFailure(code: 5, reason: "Input/output error") }
    try base.synchronise()
  }

  func close() { base.close() }
}
