import AirPicture
import Surveillance
import Testing

@testable import Engine

/// What several steps changed, told as one change.
@Suite struct EngineOutputTests {
  private func changes(_ changed: [UInt32], removed: [UInt32] = []) -> PictureChanges {
    var changes = PictureChanges()
    changes.changed = changed.map { TrackNumber(rawValue: $0) }
    changes.removed = removed.map { TrackNumber(rawValue: $0) }
    return changes
  }

  @Test func aTrackThatEndedIsNotAmongTheChanged() {
    var output = EngineOutput()
    output.merge(changes([1, 7]))
    output.merge(changes([2], removed: [7]))
    #expect(output.changed.map(\.rawValue) == [1, 2])
    #expect(output.removed.map(\.rawValue) == [7])
  }

  @Test func aTrackThatCameBackUnderItsNumberIsThere() {
    var early = EngineOutput()
    early.merge(changes([1], removed: [7]))
    var late = EngineOutput()
    late.merge(changes([7, 9]))
    early.merge(late)
    #expect(early.changed.map(\.rawValue) == [1, 7, 9])
    #expect(early.removed.isEmpty)
  }
}
