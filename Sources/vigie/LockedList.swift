import Synchronization

/// A list that several tasks may touch.
final class LockedList: Sendable {
  private let storage = Mutex<[String]>([])

  var values: [String] { storage.withLock { $0 } }

  func replace(with values: [String]) {
    storage.withLock { $0 = values }
  }
}
