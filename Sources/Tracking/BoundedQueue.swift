import Surveillance

/// The last things of a sequence, in order: beyond its capacity the oldest gives way. Storage is allocated once; adding at
/// the end touches one place of it.
struct BoundedQueue<Element> {
  let capacity: Int
  private var storage: [Element] = []
  private var start = 0
  private(set) var count = 0

  init(capacity: Int) { self.capacity = capacity }

  private func place(_ index: Int) -> Int {
    let place = start + index
    return place < capacity ? place : place - capacity
  }

  /// The oldest has index 0.
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index beyond a bounded queue")
      return storage[place(index)]
    }
    set {
      precondition(index >= 0 && index < count, "index beyond a bounded queue")
      storage[place(index)] = newValue
    }
  }

  var indices: Range<Int> { 0..<count }
  var isEmpty: Bool { count == 0 }
  var isFull: Bool { count == capacity }
  var first: Element? { count > 0 ? self[0] : nil }
  var last: Element? { count > 0 ? self[count - 1] : nil }

  /// Adds at the end.
  mutating func append(_ element: Element) {
    if isFull { removeFirst() }
    let place = place(count)
    if place < storage.count {
      storage[place] = element
    } else {
      // Most sequences end young.
      if storage.count == 4 { storage.reserveCapacity(capacity) }
      storage.append(element)
    }
    count += 1
  }

  /// Adds before the element of an index; where the queue is full the oldest gives way all the same.
  mutating func insert(_ element: Element, at index: Int) {
    let isMoved = isFull
    append(element)
    var current = count - 1
    let target = max(0, isMoved ? index - 1 : index)
    while current > target {
      self[current] = self[current - 1]
      current -= 1
    }
    self[target] = element
  }

  mutating func removeFirst(_ removed: Int = 1) {
    let removed = min(removed, count)
    start = place(removed)
    count -= removed
  }

  mutating func removeLast() { count = max(0, count - 1) }

  /// All, oldest first.
  var elements: [Element] { indices.map { self[$0] } }
}

extension BoundedQueue: Sendable where Element: Sendable {}

extension BoundedQueue where Element: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) { writer.write(elements) }

  /// Reads a queue; nil where it holds more than it may.
  init?(capacity: Int, from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(capacity: capacity)
    let elements: [Element] = try reader.list()
    guard elements.count <= capacity else { return nil }
    for element in elements { append(element) }
  }
}
