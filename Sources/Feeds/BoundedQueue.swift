import Synchronization

/// A queue between a socket and its reader with a bound: what does not fit is dropped.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
  }

  private let state = Mutex(State())
  private let limit: Int
  private let wake: AsyncStream<Void>.Continuation
  /// Yields whenever there may be something to take.
  let arrivals: AsyncStream<Void>

  init(limit: Int) {
    self.limit = limit
    (arrivals, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Adds an element; false where the queue is full and the element was dropped.
  func push(_ element: Element) -> Bool {
    let count = state.withLock { state in
      guard state.elements.count < limit else { return 0 }
      state.elements.append(element)
      return state.elements.count
    }
    if count == 1 { wake.yield() }
    return count > 0
  }

  /// Everything that is there, oldest first.
  func takeAll() -> [Element] {
    state.withLock { state in
      defer { state.elements = [] }
      return state.elements
    }
  }

  /// Lets the reader finish.
  func finish() { wake.finish() }
}
